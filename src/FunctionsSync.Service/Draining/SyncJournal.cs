using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Service.Draining;

/// <summary>Writes into the journal what the drain did.</summary>
public sealed class SyncJournal(IJournal journal, TimeProvider timeProvider)
{
    public Task CreatedAsync(
        RecordMapping mapping, IReadOnlyDictionary<FieldKey, CanonicalValue> values, WriteAnswer answer, CancellationToken cancellationToken) =>
        AppendAllAsync(
            [
                Entry(mapping, JournalKind.PageCreated) with
                {
                    WrittenTo = Side.Notion,
                    Fields = [.. values.Keys.Where(key => !answer.Refused.ContainsKey(key)).Select(key => key.Value)],
                },
            ],
            cancellationToken);

    public Task MatchedAsync(RecordMapping mapping, int copies, CancellationToken cancellationToken) =>
        AppendAllAsync(
            [
                Entry(mapping, JournalKind.PageMatched) with
                {
                    Reason = copies == 0 ? null : $"{copies} more pages carry this record's id; our own or the oldest was taken. Clear the id in the copies.",
                },
            ],
            cancellationToken);

    public Task AmbiguousAsync(RecordMapping mapping, Flow flow, CancellationToken cancellationToken) =>
        AppendAllAsync(
            [
                Entry(mapping, JournalKind.Held) with
                {
                    Fields = [.. flow.KeyFields.Select(field => field.Key.Value)],
                    Reason = $"several pages have the same key fields, and none carries a record's id: write the id into '{flow.IdProperty.Name}' of the right one",
                },
            ],
            cancellationToken);

    /// <summary>The values that give way, before they are overwritten.</summary>
    public Task ConflictsAsync(RecordMapping mapping, ReconciliationPlan plan, CancellationToken cancellationToken) =>
        AppendAllAsync(
            plan.Conflicts.Select(outcome => Entry(mapping, JournalKind.Conflict) with
            {
                WrittenTo = outcome.WriteTo,
                Fields = [outcome.Field.Key.Value],
                Reason = outcome.Action.ToString(),
                LostValue = outcome.Lost?.Encode(),
            }),
            cancellationToken);

    public Task UpdatedAsync(
        RecordMapping mapping, ReconciliationPlan plan, WriteAnswer toBitrix24, WriteAnswer toNotion, CancellationToken cancellationToken) =>
        AppendAllAsync(
            [.. Updates(mapping, plan, Side.Notion, toNotion), .. Updates(mapping, plan, Side.Bitrix24, toBitrix24)], cancellationToken);

    /// <summary>The fields that stay where they are, and why. Comes before the baseline moves: afterwards nobody would find them again.</summary>
    public Task HeldAsync(RecordMapping mapping, IEnumerable<KeyValuePair<FieldKey, string>> reasons, CancellationToken cancellationToken) =>
        AppendAllAsync(
            reasons.Select(held => Entry(mapping, JournalKind.Held) with { Fields = [held.Key.Value], Reason = held.Value }), cancellationToken);

    /// <summary>The one case in which a body is not exactly what the record says: an operator may want to compare them.</summary>
    public Task MixedBodyAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        AppendAllAsync(
            [
                Entry(mapping, JournalKind.Held) with
                {
                    Reason = "the record was edited while a long text of it was being written into the page's body: the body may hold parts of both versions; compare it with the record",
                },
            ],
            cancellationToken);

    /// <summary>The record on <paramref name="survivor"/>'s side was deleted or marked.</summary>
    public Task DeletedAsync(RecordMapping mapping, Side survivor, string reason, CancellationToken cancellationToken) =>
        AppendAllAsync([Entry(mapping, JournalKind.Deleted) with { WrittenTo = survivor, Reason = reason }], cancellationToken);

    public Task UnlinkedAsync(RecordMapping mapping, string reason, CancellationToken cancellationToken) =>
        AppendAllAsync([Entry(mapping, JournalKind.Unlinked) with { Reason = reason }], cancellationToken);

    public Task RevivedAsync(RecordMapping mapping, string reason, CancellationToken cancellationToken) =>
        AppendAllAsync([Entry(mapping, JournalKind.Revived) with { Reason = reason }], cancellationToken);

    private IEnumerable<JournalEntry> Updates(RecordMapping mapping, ReconciliationPlan plan, Side side, WriteAnswer answer)
    {
        var fields = plan.WritesTo(side).Keys.Where(key => !answer.Refused.ContainsKey(key)).Select(key => key.Value).ToList();
        return fields.Count == 0 ? [] : [Entry(mapping, JournalKind.Updated) with { WrittenTo = side, Fields = fields }];
    }

    private JournalEntry Entry(RecordMapping mapping, JournalKind kind) => new()
    {
        At = timeProvider.GetUtcNow(),
        Kind = kind,
        Flow = mapping.Flow,
        Bitrix24Id = mapping.Bitrix24Id,
        PageId = mapping.PageId,
    };

    private async Task AppendAllAsync(IEnumerable<JournalEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            await journal.AppendAsync(entry, cancellationToken);
        }
    }
}
