using FunctionsSync.Service.Operating;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>Asks for another look at a parked record. Needs a function key.</summary>
public sealed class FailedReplayFunction(OperatorRequests operators)
{
    [Function("FailedReplay")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "failed/{id}/replay")] HttpRequestData request, string id, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await operators.ReplayAsync(id, cancellationToken), cancellationToken);
}
