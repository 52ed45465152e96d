using Azure.Storage.Queues;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Sync requests in Azure Queue Storage: a queue for each lane, and a poison queue for each of them.</summary>
/// <param name="find">Gives the client of a queue by its name; it must not encode messages itself.</param>
public sealed class AzureSyncRequestQueue(Func<string, QueueClient> find) : ISyncRequestQueue, ISyncRequestReceiver
{
    public const string QueueName = "sync-requests";

    public const string BulkQueueName = "sync-requests-bulk";

    /// <summary>The Functions host's rule for the name of a poison queue: the queue's own, then this.</summary>
    public const string PoisonSuffix = "-poison";

    private static readonly TimeSpan TimeToMove = TimeSpan.FromMinutes(1);

    private readonly LaneQueue _live = new(find(QueueName), RequestLane.Live, isPoison: false);
    private readonly LaneQueue _bulk = new(find(BulkQueueName), RequestLane.Bulk, isPoison: false);
    private readonly LaneQueue _livePoison = new(find(QueueName + PoisonSuffix), RequestLane.Live, isPoison: true);
    private readonly LaneQueue _bulkPoison = new(find(BulkQueueName + PoisonSuffix), RequestLane.Bulk, isPoison: true);

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Of(request.Lane).SendAsync(request.Serialize(), delay, cancellationToken);
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        Of(lane).ReceiveAsync(count, visibility, cancellationToken);

    public Task<IReadOnlyList<QueuedMessage>> ReceivePoisonAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        PoisonOf(lane).ReceiveAsync(count, visibility, cancellationToken);

    public Task<QueuedMessage?> RenewAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        Of(message).HideAsync(message, visibility, cancellationToken);

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) => Of(message).DeleteAsync(message, cancellationToken);

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return Of(message).HideAsync(message, delay, cancellationToken);
    }

    /// <summary>Sent before it is deleted: a crash in between leaves it in both queues, never in none.</summary>
    public async Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        if (await Of(message).HideAsync(message, TimeToMove, cancellationToken) is { } ours)
        {
            await PoisonOf(message.Lane).SendAsync(message.Text, TimeSpan.Zero, cancellationToken);
            await Of(message).DeleteAsync(ours, cancellationToken);
        }
    }

    public Task<int> CountAsync(RequestLane lane, CancellationToken cancellationToken) => Of(lane).CountAsync(cancellationToken);

    public Task<int> CountPoisonAsync(RequestLane lane, CancellationToken cancellationToken) => PoisonOf(lane).CountAsync(cancellationToken);

    private LaneQueue Of(RequestLane lane) => lane == RequestLane.Bulk ? _bulk : _live;

    private LaneQueue PoisonOf(RequestLane lane) => lane == RequestLane.Bulk ? _bulkPoison : _livePoison;

    private LaneQueue Of(QueuedMessage message) => message.IsPoison ? PoisonOf(message.Lane) : Of(message.Lane);
}
