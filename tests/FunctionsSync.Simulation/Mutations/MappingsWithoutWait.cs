using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>A record is let go at once whatever came of its write: no claim is left that ends later than it would have to.</summary>
internal sealed class MappingsWithoutWait(IMappingStore inner, TimeProvider clock) : MappingsDecorator(inner)
{
    /// <summary>Shorter than any claim of a worker that is about to write.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    public override Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        base.TryUpdateAsync(mapping.ClaimedUntil < clock.GetUtcNow() + Longest ? mapping with { ClaimedUntil = null } : mapping, cancellationToken);
}
