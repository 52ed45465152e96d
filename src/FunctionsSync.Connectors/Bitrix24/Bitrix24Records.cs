using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>CRM records over the universal methods. Source: https://apidocs.bitrix24.com/api-reference/crm/universal/.</summary>
internal sealed class Bitrix24Records(Bitrix24Items items, Bitrix24Values values, Bitrix24Writer writer, Bitrix24Listing listing) : IBitrix24Entity
{
    /// <summary>What a stage that means success is marked with: P is in progress, F is failure. Codes and names of stages are the customer's own.</summary>
    private const string Success = "S";

    public Bitrix24ReadCommand ReadCommand(Flow flow, Bitrix24Id id) => Bitrix24Items.ReadCommand(flow, id);

    public Task<Snapshot> SnapshotAsync(
        Flow flow, Bitrix24Id id, JsonElement record, IReadOnlyDictionary<RecordRef.Bitrix24, string> titles, CancellationToken cancellationToken) =>
        SnapshotAsync(flow, flow.Fields, id, record, titles, cancellationToken);

    public Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> wanted, CancellationToken cancellationToken) =>
        SingleOut.WriteAsync(wanted, part => UpdateOnceAsync(flow, id, before, part, cancellationToken));

    public Task<bool> AcceptsAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        items.ExistsAsync(flow.Entity, Bitrix24Filter.For(flow, id, "id", field => field.ApiName), cancellationToken);

    public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => listing.ListAsync(flow.Entity, cancellationToken);

    public Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) => items.DeleteAsync(flow.Entity, id, cancellationToken);

    public async Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken)
    {
        var value = await writer.WriteAsync(mark.Field, mark.Value, before.Pipeline, cancellationToken);
        if (value.Refusal is null)
        {
            await items.UpdateAsync(flow.Entity, id, new JsonObject { [mark.Field.ApiName] = value.Node }, before.MayBeWrittenUntil, cancellationToken);
        }

        return value.Refusal;
    }

    private async Task<WriteAnswer> UpdateOnceAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> wanted, CancellationToken cancellationToken)
    {
        var write = new Bitrix24Write();
        var current = NeedsCurrent(flow, wanted) ? await items.GetAsync(flow.Entity, id, cancellationToken) : null;
        // Amounts before currencies: a currency is kept only where there is an amount.
        foreach (var field in flow.Fields.Where(field => wanted.ContainsKey(field.Key)).OrderBy(field => field.Bitrix24.Part))
        {
            write.Add(field, await WriteAsync(field, wanted[field.Key], before.Pipeline, current, write, cancellationToken), flow.Entity);
        }

        if (await items.UpdateAsync(flow.Entity, id, write, before.MayBeWrittenUntil, cancellationToken) is not { } item)
        {
            return new(null, write.Refused);
        }

        return new(await SnapshotAsync(flow, write.Written, id, item, new Dictionary<RecordRef.Bitrix24, string>(), cancellationToken), write.Refused);
    }

    /// <summary>A write of half a field keeps the other half, which only the record itself tells.</summary>
    private static bool NeedsCurrent(Flow flow, IReadOnlyDictionary<FieldKey, CanonicalValue> values) =>
        flow.Fields.Any(field => values.ContainsKey(field.Key) && (field.Bitrix24.Part is not null || IsMixed(field)));

    private static bool IsMixed(FieldMap field) => field is { Relation: not null, Bitrix24: { Type: Bitrix24Types.Crm, IsMultiple: true } };

    private async Task<Bitrix24Written> WriteAsync(
        FieldMap field, CanonicalValue value, long? pipeline, JsonElement? current, Bitrix24Write write, CancellationToken cancellationToken)
    {
        if (field.Bitrix24.Part is { } part)
        {
            var known = write.Find(field)?.GetValue<string>() ?? (Now(field, current) is { } now ? PhpJson.Text(now) : null);
            return Bitrix24Money.With(known, part, value);
        }

        var written = await writer.WriteAsync(field.Bitrix24, value, pipeline, cancellationToken);
        if (IsMixed(field) && written.Node is JsonArray bindings && Now(field, current) is { } all)
        {
            foreach (var other in PhpJson.Rows(all).Select(row => Bitrix24Binding.Read(row, null)).OfType<RecordRef.Bitrix24>().Where(other => other.Entity != field.Relation?.Entity))
            {
                bindings.Add(JsonValue.Create(Bitrix24Binding.Write(other)));
            }
        }

        return written;
    }

    private static JsonElement? Now(FieldMap field, JsonElement? current) => current is { } item ? PhpJson.Member(item, field.Bitrix24.ApiName) : null;

    private async Task<Snapshot> SnapshotAsync(
        Flow flow, IEnumerable<FieldMap> fields, Bitrix24Id id, JsonElement item, IReadOnlyDictionary<RecordRef.Bitrix24, string> known, CancellationToken cancellationToken)
    {
        var pipeline = PhpJson.Member(item, "categoryId") is { } category ? PhpJson.Id(category) ?? 0 : (long?)null;
        var snapshot = await values.ReadAsync(flow, fields, id, item, pipeline, known, cancellationToken);
        return snapshot with
        {
            EditedAt = PhpJson.Moment(item, "updatedTime"),
            CreatedAt = PhpJson.Moment(item, "createdTime"),
            IsWon = PhpJson.Text(item, "stageSemanticId") == Success,
        };
    }
}
