using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Service.Relations;

/// <summary>
/// Bitrix24 records whose references to records of another flow are seen as what Notion relates: pages of that flow. A record without a page yet
/// stays a record, so that its field waits; once the page is there the field says something new, and is written.
/// </summary>
public sealed class RelatedRecords(IBitrix24Records records, IMappingStore mappings)
{
    /// <inheritdoc cref="IBitrix24Records.ReadAsync(Flow, Bitrix24Id, CancellationToken)"/>
    public async Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        await records.ReadAsync(flow, id, cancellationToken) is { } read ? await ToPagesAsync(flow, read, cancellationToken) : null;

    /// <inheritdoc cref="IBitrix24Records.ReadAsync(IReadOnlyList{ValueTuple{Flow, Bitrix24Id}}, CancellationToken)"/>
    public async Task<IReadOnlyList<RecordAnswer>> ReadAsync(IReadOnlyList<(Flow Flow, Bitrix24Id Id)> wanted, CancellationToken cancellationToken)
    {
        var answers = new List<RecordAnswer>(wanted.Count);
        foreach (var (record, answer) in wanted.Zip(await records.ReadAsync(wanted, cancellationToken)))
        {
            answers.Add(answer.Snapshot is { } read ? new(await ToPagesAsync(record.Flow, read, cancellationToken)) : answer);
        }

        return answers;
    }

    /// <inheritdoc cref="IBitrix24Records.UpdateAsync"/>
    public async Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
    {
        var written = new Dictionary<FieldKey, CanonicalValue>(values);
        var refused = new Dictionary<FieldKey, string>();
        foreach (var field in flow.Fields.Where(field => field.Relation is not null && values.ContainsKey(field.Key)))
        {
            if (await ToRecordsAsync(field, values[field.Key], cancellationToken) is { } found)
            {
                written[field.Key] = found;
            }
            else
            {
                written.Remove(field.Key);
                refused[field.Key] = $"a related page is not kept in step by the flow '{field.Relation?.Flow}': it stands for no record of Bitrix24";
            }
        }

        if (written.Count == 0)
        {
            return new(null, refused);
        }

        var answer = await records.UpdateAsync(flow, id, before, written, cancellationToken);
        return new(
            answer.After is { } after ? await ToPagesAsync(flow, after, cancellationToken) : null,
            refused.Count == 0 ? answer.Refused : refused.Concat(answer.Refused).ToDictionary());
    }

    private async Task<Snapshot> ToPagesAsync(Flow flow, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var values = new Dictionary<FieldKey, CanonicalValue>(snapshot.Values);
        foreach (var field in flow.Fields)
        {
            if (field.Relation is { } relation && values.TryGetValue(field.Key, out var value))
            {
                values[field.Key] = value switch
                {
                    CanonicalValue.Reference one => await ToPageAsync(one, relation, cancellationToken) is { } page ? page : new CanonicalValue.Empty(),
                    CanonicalValue.References many => CanonicalValue.FromReferences(await ToPagesAsync(many, relation, cancellationToken)),
                    _ => value,
                };
            }
        }

        return snapshot with { Values = values };
    }

    private async Task<IReadOnlyList<CanonicalValue.Reference>> ToPagesAsync(
        CanonicalValue.References references, RelationTarget relation, CancellationToken cancellationToken)
    {
        var pages = new List<CanonicalValue.Reference>();
        foreach (var reference in references.Items)
        {
            if (await ToPageAsync(reference, relation, cancellationToken) is { } page)
            {
                pages.Add(page);
            }
        }

        return pages;
    }

    /// <summary>Null for a record of another kind: a field may refer to several, of which the flow's are one.</summary>
    private async Task<CanonicalValue.Reference?> ToPageAsync(CanonicalValue.Reference reference, RelationTarget relation, CancellationToken cancellationToken) =>
        reference.Target is not RecordRef.Bitrix24 record || record.Entity != relation.Entity ? null
        : (await mappings.FindAsync(relation.Flow, record.Id, cancellationToken))?.PageId is { } page ? new(new RecordRef.Notion(page), string.Empty)
        : new(record, string.Empty);

    /// <summary>Null when a page stands for no record of the related flow.</summary>
    private async Task<CanonicalValue?> ToRecordsAsync(FieldMap field, CanonicalValue value, CancellationToken cancellationToken)
    {
        var pages = value switch
        {
            CanonicalValue.Reference one => [one],
            CanonicalValue.References many => many.Items,
            _ => [],
        };
        var records = new List<CanonicalValue.Reference>();
        foreach (var page in pages.Select(reference => reference.Target).OfType<RecordRef.Notion>())
        {
            if (field.Relation is not { } relation || (await mappings.FindAsync(relation.Flow, page.Id, cancellationToken))?.Bitrix24Id is not { } id)
            {
                return null;
            }

            records.Add(new(new RecordRef.Bitrix24(relation.Entity, id), string.Empty));
        }

        return value is CanonicalValue.Reference ? records[0] : CanonicalValue.FromReferences(records);
    }
}
