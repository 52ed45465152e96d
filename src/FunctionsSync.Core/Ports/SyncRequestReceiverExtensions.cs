using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>Both lanes as one.</summary>
public static class SyncRequestReceiverExtensions
{
    /// <summary>Receives bulk messages only where the live ones do not fill <paramref name="count"/>.</summary>
    public static async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(
        this ISyncRequestReceiver receiver, int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        var live = await receiver.ReceiveAsync(RequestLane.Live, count, visibility, cancellationToken);
        return live.Count == count ? live : [.. live, .. await receiver.ReceiveAsync(RequestLane.Bulk, count - live.Count, visibility, cancellationToken)];
    }

    /// <summary>How many messages wait in both lanes, about.</summary>
    public static async Task<int> CountAsync(this ISyncRequestReceiver receiver, CancellationToken cancellationToken) =>
        await receiver.CountAsync(RequestLane.Live, cancellationToken) + await receiver.CountAsync(RequestLane.Bulk, cancellationToken);

    /// <summary>How many messages are in both poison queues, about: given up, and not yet parked.</summary>
    public static async Task<int> CountPoisonAsync(this ISyncRequestReceiver receiver, CancellationToken cancellationToken) =>
        await receiver.CountPoisonAsync(RequestLane.Live, cancellationToken) + await receiver.CountPoisonAsync(RequestLane.Bulk, cancellationToken);
}
