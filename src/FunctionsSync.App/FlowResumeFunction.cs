using FunctionsSync.Service.Operating;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsSync.App;

/// <summary>Lets a paused flow run again. Needs a function key.</summary>
public sealed class FlowResumeFunction(OperatorRequests operators)
{
    [Function("FlowResume")]
    public async Task<HttpResponseData> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "flows/{name}/resume")] HttpRequestData request, string name, CancellationToken cancellationToken) =>
        await request.AnswerAsync(await operators.ResumeAsync(name, cancellationToken), cancellationToken);
}
