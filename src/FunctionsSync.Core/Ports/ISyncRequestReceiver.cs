using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>The receiving end of the queues, for a host without a queue trigger of its own.</summary>
public interface ISyncRequestReceiver
{
    /// <summary>Receives what is visible in one lane, which may be nothing. Each message stays invisible to others for <paramref name="visibility"/>.</summary>
    /// <param name="lane">Which queue.</param>
    /// <param name="count">How many at the most, up to 32.</param>
    /// <param name="visibility">How long this receiver has to complete, release or renew a message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>The same from the poison queue of a lane: what was given up there, and has to be parked.</summary>
    Task<IReadOnlyList<QueuedMessage>> ReceivePoisonAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Work on the message goes on: it stays invisible to others for another <paramref name="visibility"/> from now.</summary>
    /// <returns>The message with its new receipt, the only one that counts from now on; null when it is no longer there, or no longer ours.</returns>
    Task<QueuedMessage?> RenewAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>The message was handled. A message that is no longer there, or no longer ours, counts as done.</summary>
    Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken);

    /// <summary>The message failed: it becomes visible again after <paramref name="delay"/>.</summary>
    Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>The message failed too often: it moves to the poison queue of its lane, from where it is parked.</summary>
    Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken);

    /// <summary>How many messages wait in a lane, about: those being worked on and those not yet visible included.</summary>
    Task<int> CountAsync(RequestLane lane, CancellationToken cancellationToken);

    /// <summary>How many messages are in a lane's poison queue, about.</summary>
    Task<int> CountPoisonAsync(RequestLane lane, CancellationToken cancellationToken);
}
