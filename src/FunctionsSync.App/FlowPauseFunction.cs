using FunctionsSync.Service.Operating;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>Lets a flow wait. Needs a function key.</summary>
public sealed class FlowPauseFunction(OperatorRequests operators)
{
    [Function("FlowPause")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "flows/{name}/pause")] HttpRequestData request, string name, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await operators.PauseAsync(name, cancellationToken), cancellationToken);
}
