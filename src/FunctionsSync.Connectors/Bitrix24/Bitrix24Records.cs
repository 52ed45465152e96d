using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>CRM records over the universal methods. Source: https://apidocs.bitrix24.com/api-reference/crm/universal/.</summary>
internal sealed class Bitrix24Records(Bitrix24Client client, Bitrix24Reader reader, Bitrix24Writer writer, Bitrix24Listing listing) : IBitrix24Records
{
    private const string Record = "record";

    /// <summary>What a stage that means success is marked with: P is in progress, F is failure. Codes and names of stages are the customer's own.</summary>
    private const string Success = "S";

    /// <summary>One batch: the record, and the records it refers to for their titles.</summary>
    public async Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        var entityTypeId = Bitrix24EntityTypeId.Of(flow.Entity);
        var references = flow.Fields.Where(field => field.Bitrix24.Kind == ValueKind.Reference).Select(field => field.Bitrix24.ApiName).Distinct().ToList();
        var commands = new Dictionary<string, string> { [Record] = Get(entityTypeId, id.ToString()) };
        foreach (var reference in references)
        {
            commands[reference] = Get(Bitrix24EntityTypeId.Company, $"$result[{Record}][item][{reference}]");
        }

        var answer = await client.BatchReadAsync(commands, cancellationToken);
        if (Item(answer.Find(Record)) is not { } item)
        {
            return null;
        }

        var titles = references.Where(reference => PhpJson.Id(item, reference) is not null)
            .ToDictionary(reference => reference, reference => Item(answer.Find(reference)) is { } referred ? PhpJson.Text(referred, "title") : null);
        return await SnapshotAsync(flow.Fields, item, titles, cancellationToken);
    }

    public async Task<WriteAnswer> UpdateAsync(
        Flow flow, Bitrix24Id id, Snapshot before, IReadOnlyDictionary<FieldKey, CanonicalValue> values, CancellationToken cancellationToken)
    {
        var fields = new JsonObject();
        var refused = new Dictionary<FieldKey, string>();
        var written = new List<FieldMap>();
        foreach (var field in flow.Fields.Where(field => values.ContainsKey(field.Key)))
        {
            var value = await writer.WriteAsync(field.Bitrix24, values[field.Key], before.Pipeline, cancellationToken);
            if (value.Refusal is { } reason)
            {
                refused.Add(field.Key, reason);
                continue;
            }

            fields[field.Bitrix24.ApiName] = value.Node;
            written.Add(field);
        }

        if (written.Count == 0)
        {
            return new(null, refused);
        }

        KeepAmount(fields);
        var result = await UpdateAsync(flow, id, fields, cancellationToken);
        var item = Item(result) ?? throw new RemoteException(RemoteFailure.OutcomeUnknown, "Bitrix24 answered crm.item.update without the record.");
        return new(await SnapshotAsync(written, item, new Dictionary<string, string?>(), cancellationToken), refused);
    }

    private Task<JsonElement> UpdateAsync(Flow flow, Bitrix24Id id, JsonObject fields, CancellationToken cancellationToken) => client.WriteAsync(
        "crm.item.update",
        new JsonObject
        {
            ["entityTypeId"] = Bitrix24EntityTypeId.Of(flow.Entity),
            ["id"] = id.Value,
            ["fields"] = fields,
            ["useOriginalUfNames"] = "Y",
        },
        cancellationToken);

    public IAsyncEnumerable<ListedRecord> ListAsync(Flow flow, CancellationToken cancellationToken) => listing.ListAsync(flow.Entity, cancellationToken);

    public async Task DeleteAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        try
        {
            await client.WriteAsync(
                "crm.item.delete", new JsonObject { ["entityTypeId"] = Bitrix24EntityTypeId.Of(flow.Entity), ["id"] = id.Value }, cancellationToken);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.NotFound)
        {
            return;
        }
    }

    public async Task<string?> MarkAsync(Flow flow, Bitrix24Id id, Snapshot before, DeletionMark<Bitrix24Field> mark, CancellationToken cancellationToken)
    {
        var value = await writer.WriteAsync(mark.Field, mark.Value, before.Pipeline, cancellationToken);
        if (value.Refusal is null)
        {
            await UpdateAsync(flow, id, new JsonObject { [mark.Field.ApiName] = value.Node }, cancellationToken);
        }

        return value.Refusal;
    }

    /// <summary>Without this the portal replaces the amount by the sum of the deal's products.</summary>
    private static void KeepAmount(JsonObject fields)
    {
        if (fields.ContainsKey("opportunity"))
        {
            fields["isManualOpportunity"] = "Y";
        }
    }

    private async Task<Snapshot> SnapshotAsync(
        IEnumerable<FieldMap> fields, JsonElement item, IReadOnlyDictionary<string, string?> titles, CancellationToken cancellationToken)
    {
        var pipeline = PhpJson.Member(item, "categoryId") is { } category ? PhpJson.Id(category) ?? 0 : (long?)null;
        var values = new Dictionary<FieldKey, CanonicalValue>();
        foreach (var field in fields)
        {
            if (PhpJson.Member(item, field.Bitrix24.ApiName) is { } value)
            {
                values[field.Key] = await reader.ReadAsync(field.Bitrix24, value, pipeline, titles.GetValueOrDefault(field.Bitrix24.ApiName), cancellationToken);
            }
        }

        return new()
        {
            Values = values,
            EditedAt = Moment(item, "updatedTime"),
            CreatedAt = Moment(item, "createdTime"),
            IsWon = PhpJson.Text(item, "stageSemanticId") == Success,
            Pipeline = pipeline,
        };
    }

    private static DateTimeOffset Moment(JsonElement item, string name) =>
        PhpJson.Member(item, name) is { } value ? PhpJson.Moment(value) ?? default : default;

    private static JsonElement? Item(JsonElement? result) => result is { } found && PhpJson.Member(found, "item") is { ValueKind: JsonValueKind.Object } item ? item : null;

    private static string Get(int entityTypeId, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"crm.item.get?entityTypeId={entityTypeId}&id={id}&useOriginalUfNames=Y");
}
