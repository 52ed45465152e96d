using System.Collections.Immutable;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>
/// The baseline says nothing of Notion: inside the window after our own write there is nothing to see, and outside of it whatever a page says is an edit.
/// </summary>
internal sealed class MappingsByWindow(IMappingStore inner, TimeProvider clock) : MappingsDecorator(inner)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public override async Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        Forget(await base.FindAsync(flow, id, cancellationToken));

    public override async Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken) =>
        await base.FindAsync(flow, page, cancellationToken) is { } mapping && !IsInWindow(mapping) ? Forget(mapping) : null;

    private RecordMapping? Forget(RecordMapping? mapping) => mapping is null || IsInWindow(mapping)
        ? mapping
        : mapping with { Baseline = new(mapping.Baseline.Fields.ToImmutableDictionary(field => field.Key, field => field.Value with { Notion = Fingerprint.None })) };

    private bool IsInWindow(RecordMapping mapping) => clock.GetUtcNow() - mapping.WrittenAt < Window;
}
