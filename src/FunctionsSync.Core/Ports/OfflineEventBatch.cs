namespace FunctionsSync.Core.Ports;

/// <summary>Offline events that one process has reserved.</summary>
/// <param name="ProcessId">Whose they are, for clearing them; the portal makes it up.</param>
/// <param name="Events">What happened.</param>
/// <param name="IsFull">Whether there may be more than the portal hands out at once.</param>
public sealed record OfflineEventBatch(string ProcessId, IReadOnlyList<OfflineEvent> Events, bool IsFull);
