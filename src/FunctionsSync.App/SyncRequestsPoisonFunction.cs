using FunctionsSync.Core.Model;
using FunctionsSync.Service.Parking;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsSync.App;

/// <summary>Parks what the host gave up, where operators see it. The host never gives up a message of a poison queue.</summary>
public sealed class SyncRequestsPoisonFunction(PoisonWatch watch)
{
    [Function("SyncRequestsPoison")]
    public Task RunAsync(
        [QueueTrigger("sync-requests-poison", Connection = "AzureWebJobsStorage")] string message,
        CancellationToken cancellationToken) =>
        watch.HandleAsync(message, RequestLane.Live, cancellationToken);
}
