namespace FunctionsSync.Core.Ports;

/// <summary>The receiving end of the queue, for a host without a queue trigger of its own.</summary>
public interface ISyncRequestReceiver
{
    /// <summary>Receives what is visible, which may be nothing. Each message stays invisible to others for <paramref name="visibility"/>.</summary>
    /// <param name="count">How many at the most, up to 32.</param>
    /// <param name="visibility">How long this receiver has to complete or release a message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>The message was handled. A message that is no longer there, or no longer ours, counts as done.</summary>
    Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken);

    /// <summary>The message failed: it becomes visible again after <paramref name="delay"/>.</summary>
    Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>The message failed too often: it moves to the poison queue, where an operator sees it.</summary>
    Task ParkAsync(QueuedMessage message, CancellationToken cancellationToken);

    /// <summary>How many messages wait, about: those being worked on and those not yet visible included.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    /// <summary>How many messages are in the poison queue, about.</summary>
    Task<int> CountParkedAsync(CancellationToken cancellationToken);
}
