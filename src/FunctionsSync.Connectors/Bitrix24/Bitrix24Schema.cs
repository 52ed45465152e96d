using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What the portal tells about itself. Source: https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-fields.html.</summary>
internal sealed class Bitrix24Schema(Bitrix24Client client, IOptions<Bitrix24Options> options) : IBitrix24Schema
{
    public async Task CheckAccessAsync(CancellationToken cancellationToken)
    {
        await client.ReadAsync("profile", [], cancellationToken);
        if (string.IsNullOrWhiteSpace(options.Value.ClientId))
        {
            // Not needed before the token expires, and then it would be too late.
            throw new ConfigurationException(
                "The setting Bitrix24__ClientId is missing: set it to the local application's id, local.…, shown where it was made in Bitrix24.");
        }
    }

    public async Task<IReadOnlyList<Bitrix24Field>> ReadFieldsAsync(EntityType entity, CancellationToken cancellationToken)
    {
        var result = await client.ReadAsync(
            "crm.item.fields",
            new JsonObject { ["entityTypeId"] = Bitrix24EntityTypeId.Of(entity), ["useOriginalUfNames"] = "Y" },
            cancellationToken);
        return PhpJson.Member(result, "fields") is { ValueKind: JsonValueKind.Object } fields
            ? [.. fields.EnumerateObject().Select(field => Bitrix24Stages.In(entity, Read(field))), RecordLink]
            : throw new RemoteException(RemoteFailure.Rejected, $"Bitrix24 answered crm.item.fields for '{entity}' without any fields.");
    }

    /// <summary>The address of the record, which no method tells.</summary>
    public static Bitrix24Field RecordLink { get; } = new()
    {
        Name = "LINK",
        ApiName = string.Empty,
        Type = Bitrix24Types.RecordLink,
        Kind = Bitrix24Types.KindOf(Bitrix24Types.RecordLink, "LINK"),
        IsReadOnly = true,
    };

    private static Bitrix24Field Read(JsonProperty field)
    {
        var name = PhpJson.Text(field.Value, "upperName") ?? field.Name;
        var type = PhpJson.Text(field.Value, "type") ?? string.Empty;
        var settings = PhpJson.Member(field.Value, "settings") ?? default;
        var isMultiple = PhpJson.Member(field.Value, "isMultiple") is { ValueKind: JsonValueKind.True };
        var kind = Bitrix24Types.KindOf(type, name);
        return new()
        {
            Name = name,
            ApiName = field.Name,
            Type = type,
            Kind = isMultiple ? Bitrix24Types.ListOf(kind) : kind,
            ItemKind = isMultiple ? kind : null,
            IsMultiple = isMultiple,
            // Writing a file means uploading it, and nothing in Notion is a file of Bitrix24.
            IsReadOnly = type == Bitrix24Types.File || PhpJson.Member(field.Value, "isReadOnly") is { ValueKind: JsonValueKind.True },
            Dictionary = PhpJson.Text(field.Value, "statusType") ?? (type == Bitrix24Types.Status ? PhpJson.Text(settings, "ENTITY_TYPE") : null),
            Options = PhpJson.Member(field.Value, "items") is { } items ? [.. PhpJson.Rows(items).Select(Option)] : [],
            Refers = Bitrix24Types.EntityOf(type, settings),
        };
    }

    private static FieldOption Option(JsonElement item) => new(PhpJson.Text(item, "ID") ?? string.Empty, PhpJson.Text(item, "VALUE") ?? string.Empty);
}
