using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Keeps a record with one worker at a time: whoever first replaces the mapping row of the version it has read may write. A worker that dies
/// leaves a claim that runs out.
/// </summary>
public sealed class RecordClaim(IMappingStore mappings, TimeProvider timeProvider)
{
    /// <summary>
    /// What one write takes at worst: a pause that Notion asks for, up to 60 s, and then an attempt that is answered in the last of its 80 s. A
    /// write that outlived its claim could put an old value over one that the next worker has brought across.
    /// </summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(140);

    private static readonly TimeSpan Duration = LongestWrite + TimeSpan.FromSeconds(10);

    public DateTimeOffset NewExpiry => timeProvider.GetUtcNow() + Duration;

    public bool IsTaken(RecordMapping mapping) => mapping.ClaimedUntil > timeProvider.GetUtcNow();

    /// <summary>Null when the row has changed since it was read: somebody else has the record, or has just had it.</summary>
    public Task<RecordMapping?> TakeAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        mappings.TryUpdateAsync(mapping with { ClaimedUntil = NewExpiry }, cancellationToken);

    /// <summary>Makes sure that the claim outlasts one more write. Null when somebody else has the record by now.</summary>
    public async Task<RecordMapping?> ExtendAsync(RecordMapping claimed, CancellationToken cancellationToken) =>
        claimed.ClaimedUntil - timeProvider.GetUtcNow() >= LongestWrite ? claimed : await TakeAsync(claimed, cancellationToken);

    /// <summary>Lets the next worker in at once, or after <paramref name="delay"/>.</summary>
    public Task ReleaseAsync(RecordMapping claimed, CancellationToken cancellationToken, TimeSpan? delay = null) =>
        mappings.TryUpdateAsync(claimed with { ClaimedUntil = delay is { } later ? timeProvider.GetUtcNow() + later : null }, cancellationToken);
}
