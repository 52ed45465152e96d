using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

internal sealed class SteppedMappingStore(Func<IMappingStore> inner, Steps steps) : IMappingStore
{
    public Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        steps.TakeAsync("mappings.Find", () => inner().FindAsync(flow, id, cancellationToken));

    public Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken) =>
        steps.TakeAsync("mappings.FindPage", () => inner().FindAsync(flow, page, cancellationToken));

    public Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        steps.TakeAsync("mappings.Add", () => inner().TryAddAsync(mapping, cancellationToken));

    public Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        steps.TakeAsync("mappings.Update", () => inner().TryUpdateAsync(mapping, cancellationToken));

    public IAsyncEnumerable<RecordMapping> ListAsync(FlowName flow, CancellationToken cancellationToken) => inner().ListAsync(flow, cancellationToken);
}
