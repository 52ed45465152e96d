using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Nobody knows which property a baseline is about: another of the same name is taken for it.</summary>
internal sealed class MappingsWithoutProperties(IMappingStore inner) : MappingsDecorator(inner)
{
    public override async Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        Forget(await base.FindAsync(flow, id, cancellationToken));

    public override async Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken) =>
        Forget(await base.FindAsync(flow, page, cancellationToken));

    private static RecordMapping? Forget(RecordMapping? mapping) =>
        mapping is null ? null : mapping with { Baseline = mapping.Baseline with { Properties = Baseline.None.Properties } };
}
