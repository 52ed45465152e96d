using FunctionsSync.Core.Model;
using FunctionsSync.Service.Parking;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Parks what the host gave up of the bulk requests.</summary>
public sealed class SyncRequestsBulkPoisonFunction(PoisonWatch watch)
{
    [Function("SyncRequestsBulkPoison")]
    public Task RunAsync(
        [QueueTrigger("sync-requests-bulk-poison", Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellationToken) =>
        watch.HandleAsync(message, RequestLane.Bulk, cancellationToken);
}
