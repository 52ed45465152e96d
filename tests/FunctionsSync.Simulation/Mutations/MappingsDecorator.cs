using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Passes everything on: for a mistake in one of the methods.</summary>
internal abstract class MappingsDecorator(IMappingStore inner) : IMappingStore
{
    public virtual Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken) => inner.FindAsync(flow, id, cancellationToken);

    public virtual Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken) => inner.FindAsync(flow, page, cancellationToken);

    public virtual Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken) => inner.TryAddAsync(mapping, cancellationToken);

    public virtual Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken) => inner.TryUpdateAsync(mapping, cancellationToken);

    public IAsyncEnumerable<RecordMapping> ListAsync(FlowName flow, CancellationToken cancellationToken) => inner.ListAsync(flow, cancellationToken);
}
