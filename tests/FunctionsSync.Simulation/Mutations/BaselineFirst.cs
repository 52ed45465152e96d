using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Simulation.Instances;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Stores a baseline as if the write had succeeded, then writes. The stored row keeps its version, so that nobody notices.</summary>
internal sealed class BaselineFirst(SharedStorage storage)
{
    private Snapshot? _inBitrix24;
    private Snapshot? _inNotion;
    private RecordMapping? _claimed;

    public static void Apply(MutatedInstance instance)
    {
        var mistake = new BaselineFirst(instance.Storage);
        instance.Decorate<IMappingStore>(inner => new Mappings(inner, mistake));
        instance.Decorate<INotionPages>(inner => new Pages(inner, mistake));
        instance.Decorate<IBitrix24Records>(inner => new Records(inner, mistake));
    }

    private async Task SaveAsync(Side written, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
    {
        if (_claimed is not { } claimed || _inBitrix24 is not { } inBitrix24 || _inNotion is not { } inNotion)
        {
            return;
        }

        var fields = claimed.Baseline.Fields.ToBuilder();
        foreach (var (key, value) in values)
        {
            var (bitrix24, notion) = written == Side.Bitrix24 ? (value, inNotion.Values.GetValueOrDefault(key)) : (inBitrix24.Values.GetValueOrDefault(key), value);
            fields[key] = new(Fingerprint.Of(bitrix24 ?? value), Fingerprint.Of(notion ?? value));
        }

        _claimed = await storage.Get<IMappingStore>().TryUpdateAsync(claimed with { Baseline = new(fields.ToImmutable()) }, cancellationToken) ?? claimed;
    }

    private sealed class Mappings(IMappingStore inner, BaselineFirst mistake) : MappingsDecorator(inner)
    {
        /// <summary>What the instance has read and claimed is one version behind what was stored for it.</summary>
        public override async Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken)
        {
            var isOurs = mistake._claimed is { } claimed && claimed.Bitrix24Id == mapping.Bitrix24Id && claimed.Flow == mapping.Flow && mapping.ClaimedUntil is null;
            var stored = await base.TryUpdateAsync(isOurs ? mapping with { ETag = mistake._claimed?.ETag } : mapping, cancellationToken);
            mistake._claimed = stored is { ClaimedUntil: not null } ? stored : null;
            return stored;
        }
    }

    private sealed class Pages(INotionPages inner, BaselineFirst mistake) : PagesDecorator(inner)
    {
        public override async Task<PageState> ReadAsync(Flow flow, PageId page, CancellationToken cancellationToken)
        {
            var state = await base.ReadAsync(flow, page, cancellationToken);
            mistake._inNotion = (state as PageState.Present)?.Snapshot;
            return state;
        }

        public override async Task<WriteAnswer> UpdateAsync(
            Flow flow, PageId page, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
        {
            await mistake.SaveAsync(Side.Notion, values, cancellationToken);
            return await base.UpdateAsync(flow, page, before, values, cancellationToken);
        }
    }

    private sealed class Records(IBitrix24Records inner, BaselineFirst mistake) : IBitrix24Records
    {
        public async Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
            mistake._inBitrix24 = await inner.ReadAsync(flow, id, cancellationToken);

        public async Task<IReadOnlyList<RecordAnswer>> ReadAsync(IReadOnlyList<(Flow Flow, Bitrix24Id Id)> records, CancellationToken cancellationToken)
        {
            var answers = await inner.ReadAsync(records, cancellationToken);
            mistake._inBitrix24 = answers is [var only] ? only.Snapshot : null;
            return answers;
        }

        public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => inner.AcceptsAsync(flow, id, cancellationToken);

        public async Task<WriteAnswer> UpdateAsync(
            Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
        {
            await mistake.SaveAsync(Side.Bitrix24, values, cancellationToken);
            return await inner.UpdateAsync(flow, id, before, values, cancellationToken);
        }

        public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => inner.ListAsync(flow, cancellationToken);

        public Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => inner.DeleteAsync(flow, id, cancellationToken);

        public Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken) =>
            inner.MarkAsync(flow, id, before, mark, cancellationToken);
    }
}
