namespace FunctionsSync.Core.Ports;

/// <summary>
/// The portal's queue of events that this application fetches itself. It says which records were touched, not how often. What is reserved stays in
/// the queue until it is cleared, and nobody else is given it meanwhile.
/// </summary>
public interface IBitrix24OfflineEvents
{
    /// <summary>Whether the portal's plan lets what is fetched stay until it is acknowledged; without that nothing here may be called.</summary>
    Task<bool> AreAvailableAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that each event is queued; returns those that were not before.</summary>
    Task<IReadOnlyList<string>> BindAsync(IReadOnlyCollection<string> events, CancellationToken cancellationToken);

    /// <summary>Reserves what nobody has reserved, oldest first, as much as the portal hands out at once.</summary>
    Task<OfflineEventBatch> ReserveAsync(CancellationToken cancellationToken);

    /// <summary>Some of the processes that have reserved events and not cleared them; none when there are none left.</summary>
    Task<IReadOnlyList<string>> FindReservedAsync(CancellationToken cancellationToken);

    /// <summary>Reads again what a process reserved; empty when it has been cleared meanwhile.</summary>
    Task<OfflineEventBatch> ReadReservedAsync(string processId, CancellationToken cancellationToken);

    /// <summary>Acknowledges what a process reserved. Repeating it is harmless.</summary>
    Task ClearAsync(string processId, CancellationToken cancellationToken);
}
