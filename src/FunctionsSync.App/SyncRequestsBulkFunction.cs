using FunctionsSync.Service.Draining;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Handles one sync request of a resync or a backfill. It scales by itself: live requests never wait for it.</summary>
public sealed class SyncRequestsBulkFunction(WriteDrain drain)
{
    [Function("SyncRequestsBulk")]
    public Task RunAsync(
        [QueueTrigger("sync-requests-bulk", Connection = "AzureWebJobsStorage")] string message,
        FunctionContext context,
        CancellationToken cancellationToken) =>
        drain.HandleAsync(message, context.DequeueCount(), cancellationToken);
}
