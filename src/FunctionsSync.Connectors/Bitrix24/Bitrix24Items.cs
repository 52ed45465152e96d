using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The calls that read and write one CRM record.</summary>
internal sealed class Bitrix24Items(Bitrix24Client client)
{
    private const string Record = "item";

    /// <summary>Whether any record meets the conditions.</summary>
    public async Task<bool> ExistsAsync(EntityType entity, JsonObject filter, CancellationToken cancellationToken)
    {
        var result = await client.ReadAsync(
            "crm.item.list",
            new JsonObject
            {
                ["entityTypeId"] = Bitrix24EntityTypeId.Of(entity),
                ["select"] = new JsonArray("id"),
                ["filter"] = filter,
                ["start"] = -1,
                ["useOriginalUfNames"] = "Y",
            },
            cancellationToken);
        return PhpJson.Member(result, "items") is { } items && PhpJson.Rows(items).Any();
    }

    /// <summary>The record, and the titles of the records that its single references point at.</summary>
    public static Bitrix24ReadCommand ReadCommand(Flow flow, Bitrix24Id id) => new(
        Get(Bitrix24EntityTypeId.Of(flow.Entity), id.ToString()),
        Record,
        IsEmptyForMissing: false,
        [
            .. flow.Fields
                .Where(field => field is { Relation: null, Bitrix24: { Kind: ValueKind.Reference, Refers: not null, Type: not Bitrix24Types.Crm } })
                .Select(field => (Name: field.Bitrix24.ApiName, Entity: field.Bitrix24.Refers ?? default))
                .Distinct(),
        ]);

    public async Task<JsonElement?> GetAsync(EntityType entity, Bitrix24Id id, CancellationToken cancellationToken) => Item(await client.ReadAsync(
        "crm.item.get",
        new JsonObject { ["entityTypeId"] = Bitrix24EntityTypeId.Of(entity), ["id"] = id.Value, ["useOriginalUfNames"] = "Y" },
        cancellationToken));

    /// <summary>The record as it is after the write; null when there was nothing to write.</summary>
    public async Task<JsonElement?> UpdateAsync(
        EntityType entity, Bitrix24Id id, Bitrix24Write write, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        if (write.Written.Count == 0)
        {
            return null;
        }

        if (write.Cleared.Count > 0)
        {
            await client.WriteAsync($"crm.{entity}.update", new JsonObject { ["id"] = id.Value, ["fields"] = write.Cleared }, notAfter, cancellationToken);
        }

        var item = write.Fields.Count > 0 ? await UpdateAsync(entity, id, write.Fields, notAfter, cancellationToken) : await GetAsync(entity, id, cancellationToken);
        return item ?? throw new RemoteException(RemoteFailure.OutcomeUnknown, "Bitrix24 answered crm.item.update without the record.");
    }

    /// <summary>A record that is gone already counts as deleted.</summary>
    public async Task DeleteAsync(EntityType entity, Bitrix24Id id, CancellationToken cancellationToken)
    {
        try
        {
            await client.WriteAsync(
                "crm.item.delete", new JsonObject { ["entityTypeId"] = Bitrix24EntityTypeId.Of(entity), ["id"] = id.Value }, cancellationToken);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.NotFound)
        {
            return;
        }
    }

    public static bool HasClassicMethods(EntityType entity) => entity.Value is "deal" or "company" or "contact" or "lead";

    public static JsonElement? Item(JsonElement? result) =>
        result is { } found && PhpJson.Member(found, Record) is { ValueKind: JsonValueKind.Object } item ? item : null;

    public static string Get(int entityTypeId, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"crm.item.get?entityTypeId={entityTypeId}&id={id}&useOriginalUfNames=Y");

    public async Task<JsonElement?> UpdateAsync(
        EntityType entity, Bitrix24Id id, JsonObject fields, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        // Without this the portal replaces the amount by the sum of the deal's products.
        if (fields.ContainsKey("opportunity"))
        {
            fields["isManualOpportunity"] = "Y";
        }

        return Item(await client.WriteAsync(
            "crm.item.update",
            new JsonObject { ["entityTypeId"] = Bitrix24EntityTypeId.Of(entity), ["id"] = id.Value, ["fields"] = fields, ["useOriginalUfNames"] = "Y" },
            notAfter,
            cancellationToken));
    }
}
