using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Carries requests from Kestrel to the portal's REST and its authorization server, and their answers back.</summary>
internal sealed class PortalEndpoints(Func<Bitrix24Api> api, TimeProvider timeProvider)
{
    public void Map(WebApplication application)
    {
        application.Map("/rest/{**path}", AnswerAsync);
        application.Map("/oauth/token", AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var answer = api().Answer(await ReadAsync(context.Request, context.RequestAborted));
        if (answer.Delay > TimeSpan.Zero)
            await Task.Delay(answer.Delay, timeProvider, context.RequestAborted);
        if (answer.IsAborted)
        {
            context.Abort();
            return;
        }
        if (answer.Location is { } location)
            context.Response.Headers.Location = location.AbsoluteUri;
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<Bitrix24ApiRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return new(
            request.Method,
            request.Path.Value ?? "",
            request.QueryString.Value?.TrimStart('?') ?? "",
            request.ContentType,
            await reader.ReadToEndAsync(cancellationToken),
            request.Headers.Authorization,
            request.Host.Value);
    }
}
