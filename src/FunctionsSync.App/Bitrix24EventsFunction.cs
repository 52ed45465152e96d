using System.Net;
using FunctionsSync.Service.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>
/// Receives what the portal posts. Anonymous for the host, because Bitrix24 sends no key:
/// <see cref="EventIntake"/> verifies the application token inside the body.
/// </summary>
public sealed class Bitrix24EventsFunction(EventIntake intake)
{
    [Function("Bitrix24Events")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bitrix24/events")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var contentType = request.Headers.TryGetValues("Content-Type", out var values) ? values.FirstOrDefault() : null;
        var result = await intake.AcceptAsync(contentType, request.Body, cancellationToken);

        var response = request.CreateResponse((HttpStatusCode)result.StatusCode);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        await response.WriteStringAsync(result.Message, cancellationToken);
        return response;
    }
}
