using System.Net;
using FunctionsSync.Service.Operating;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// What the Functions app asks a key for. Here only this machine may ask: no request that a proxy or a page in a browser has passed on is answered.
/// </summary>
internal static class OperatorEndpoints
{
    private static readonly string[] s_signsOfOthers = ["Origin", "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    public static void MapOperatorEndpoints(this WebApplication application)
    {
        var operators = application.MapGroup("/").AddEndpointFilter(async (context, next) =>
            IsFromHere(context.HttpContext) ? await next(context) : Results.Text("Only this machine may ask for that.", statusCode: StatusCodes.Status403Forbidden));
        operators.MapPost(OperatorRequests.ReplayPath, (string id, OperatorRequests requests, CancellationToken cancellationToken) =>
            AnswerAsync(requests.ReplayAsync(id, cancellationToken)));
        operators.MapPost(OperatorRequests.PausePath, (string name, OperatorRequests requests, CancellationToken cancellationToken) =>
            AnswerAsync(requests.PauseAsync(name, cancellationToken)));
        operators.MapPost(OperatorRequests.ResumePath, (string name, OperatorRequests requests, CancellationToken cancellationToken) =>
            AnswerAsync(requests.ResumeAsync(name, cancellationToken)));
    }

    private static async Task<IResult> AnswerAsync(Task<OperatorAnswer> asked)
    {
        var answer = await asked;
        return Results.Text(answer.Message, statusCode: answer.StatusCode);
    }

    private static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopback(context.Request.Host.Host)
        && !s_signsOfOthers.Any(context.Request.Headers.ContainsKey);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
