using System.Net;
using FunctionsSync.Service.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>
/// Receives what Notion posts. Anonymous for the host, because Notion sends no key: <see cref="NotionEventIntake"/> verifies the signature of the
/// body.
/// </summary>
public sealed class NotionEventsFunction(NotionEventIntake intake)
{
    [Function("NotionEvents")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notion/events")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var signature = request.Headers.TryGetValues(NotionSignature.Header, out var values) ? string.Join(',', values) : null;
        var result = await intake.AcceptAsync(signature, request.Body, cancellationToken);

        var response = request.CreateResponse((HttpStatusCode)result.StatusCode);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        await response.WriteStringAsync(result.Message, cancellationToken);
        return response;
    }
}
