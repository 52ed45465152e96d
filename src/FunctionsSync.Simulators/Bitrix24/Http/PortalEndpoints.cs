using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>The portal's REST and the authorization server's token endpoint.</summary>
internal sealed class PortalEndpoints(Func<Bitrix24Portal> portal, Bitrix24SimulatorOptions options, RequestLog requests)
{
    private readonly LeakyBucket _bucket = new(options.TimeProvider, options.RequestBurst, options.RequestsPerSecond);

    public void Map(WebApplication application)
    {
        application.Map("/rest/{**path}", RestAsync);
        application.Map("/oauth/token", TokenAsync);
    }

    private async Task RestAsync(HttpContext context, string? path)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var request = RestRequest.Parse(path ?? "", parameters, context.Request.Headers.Authorization);
        var operation = request.Call.Method.ToLowerInvariant();
        var exchange = new Exchange(context, options.TimeProvider, requests, request.LoggedPath, operation, request.IsWrite);
        if (!_bucket.TryAdd())
        {
            await exchange.AnswerAsync(503, RestServer.Refusal(RestError.QueryLimitExceeded()));
            return;
        }
        var moved = portal().MovedFrom(context.Request.Host.Value ?? "") is { } address ? new Fault.Renamed(address) : null;
        await exchange.RunAsync(moved ?? portal().Faults.Take(operation), () =>
        {
            var answer = portal().Answer(request.Call);
            return (answer.Status, answer.Body);
        });
    }

    private async Task TokenAsync(HttpContext context)
    {
        var parameters = await RequestParameters.ReadAsync(context.Request, context.RequestAborted);
        var exchange = new Exchange(context, options.TimeProvider, requests, "/oauth/token/", PlannedFaults.TokenEndpoint, isWrite: false);
        await exchange.RunAsync(portal().Faults.Take(PlannedFaults.TokenEndpoint), () =>
        {
            var answer = portal().AnswerTokenRequest(parameters);
            return (answer.Status, answer.Body);
        });
    }
}
