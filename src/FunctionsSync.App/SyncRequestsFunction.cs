using FunctionsSync.Service.Draining;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Handles one sync request. An exception gives the message back to the queue, which tries it again.</summary>
public sealed class SyncRequestsFunction(WriteDrain drain)
{
    [Function("SyncRequests")]
    public Task RunAsync(
        [QueueTrigger("sync-requests", Connection = "AzureWebJobsStorage")] string message,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        drain.HandleAsync(message, context.DequeueCount(), cancellationToken);
}
