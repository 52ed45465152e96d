using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Keeps a record with one worker at a time: whoever first replaces the mapping row of the version it has read may write. A worker that dies
/// leaves a claim that runs out.
/// </summary>
public sealed class RecordClaim(IMappingStore mappings, TimeProvider timeProvider)
{
    /// <summary>Longer than one write to each side takes at worst.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    public DateTimeOffset NewExpiry => timeProvider.GetUtcNow() + Duration;

    public bool IsTaken(RecordMapping mapping) => mapping.ClaimedUntil > timeProvider.GetUtcNow();

    /// <summary>Null when the row has changed since it was read: somebody else has the record, or has just had it.</summary>
    public Task<RecordMapping?> TakeAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        mappings.TryUpdateAsync(mapping with { ClaimedUntil = NewExpiry }, cancellationToken);

    /// <summary>Lets the next worker in at once, or after <paramref name="delay"/>.</summary>
    public Task ReleaseAsync(RecordMapping claimed, CancellationToken cancellationToken, TimeSpan? delay = null) =>
        mappings.TryUpdateAsync(claimed with { ClaimedUntil = delay is { } later ? timeProvider.GetUtcNow() + later : null }, cancellationToken);
}
