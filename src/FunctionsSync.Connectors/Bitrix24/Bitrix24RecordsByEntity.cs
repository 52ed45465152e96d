using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Tasks have methods of their own, all other entities the universal ones. All of them are read in the same batches.</summary>
internal sealed class Bitrix24RecordsByEntity(Bitrix24Records items, Bitrix24TaskRecords tasks, Bitrix24BatchReader reader, Bitrix24Titles titles) : IBitrix24Records
{
    public async Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        (await ReadAsync([(flow, id)], cancellationToken))[0].Read();

    public async Task<IReadOnlyList<RecordAnswer>> ReadAsync(IReadOnlyList<(Flow Flow, Bitrix24Id Id)> records, CancellationToken cancellationToken)
    {
        var known = new Dictionary<RecordRef.Bitrix24, string>();
        var found = await reader.ReadAsync([.. records.Select(record => Of(record.Flow).ReadCommand(record.Flow, record.Id))], known, cancellationToken);
        var targets = records.Zip(found, (record, each) => each.Record is { } item ? Bitrix24Titles.TargetsOf(record.Flow, item) : []).ToList();
        var failures = await titles.CompleteAsync(targets.SelectMany(each => each), known, cancellationToken);
        var answers = new List<RecordAnswer>(records.Count);
        for (var index = 0; index < records.Count; index++)
        {
            var failure = found[index].Failure ?? targets[index].Select(failures.GetValueOrDefault).FirstOrDefault(each => each is not null);
            answers.Add(failure is null ? await AnswerAsync(records[index].Flow, records[index].Id, found[index], known, cancellationToken) : new(null, failure));
        }

        return answers;
    }

    private async Task<RecordAnswer> AnswerAsync(
        Flow flow, Bitrix24Id id, Bitrix24Found found, IReadOnlyDictionary<RecordRef.Bitrix24, string> known, CancellationToken cancellationToken)
    {
        if (found.Record is not { } record)
        {
            return new(null);
        }

        try
        {
            return new(await Of(flow).SnapshotAsync(flow, id, record, known, cancellationToken) with { ReadAt = found.ReadAt });
        }
        catch (RemoteException exception)
        {
            return new(null, exception);
        }
    }

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken) =>
        Of(flow).UpdateAsync(flow, id, before, values, cancellationToken);

    public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => Of(flow).AcceptsAsync(flow, id, cancellationToken);

    public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => Of(flow).ListAsync(flow, cancellationToken);

    public Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => Of(flow).DeleteAsync(flow, id, cancellationToken);

    public Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken) =>
        Of(flow).MarkAsync(flow, id, before, mark, cancellationToken);

    private IBitrix24Entity Of(Flow flow) => flow.Entity == EntityType.Task ? tasks : items;
}
