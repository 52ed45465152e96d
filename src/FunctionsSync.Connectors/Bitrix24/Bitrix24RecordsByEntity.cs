using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Tasks have methods of their own, all other entities the universal ones.</summary>
internal sealed class Bitrix24RecordsByEntity(Bitrix24Records items, Bitrix24TaskRecords tasks) : IBitrix24Records
{
    public Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => Of(flow).ReadAsync(flow, id, cancellationToken);

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        Of(flow).UpdateAsync(flow, id, before, values, cancellationToken);

    public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => Of(flow).AcceptsAsync(flow, id, cancellationToken);

    public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => Of(flow).ListAsync(flow, cancellationToken);

    public Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => Of(flow).DeleteAsync(flow, id, cancellationToken);

    public Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken) =>
        Of(flow).MarkAsync(flow, id, before, mark, cancellationToken);

    private IBitrix24Records Of(Flow flow) => flow.Entity == EntityType.Task ? tasks : items;
}
