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
            ? [.. fields.EnumerateObject().Select(Read)]
            : throw new RemoteException(RemoteFailure.Rejected, $"Bitrix24 answered crm.item.fields for '{entity}' without any fields.");
    }

    private static Bitrix24Field Read(JsonProperty field)
    {
        var type = PhpJson.Text(field.Value, "type") ?? string.Empty;
        var isMultiple = PhpJson.Member(field.Value, "isMultiple") is { ValueKind: JsonValueKind.True };
        return new()
        {
            Name = PhpJson.Text(field.Value, "upperName") ?? field.Name,
            ApiName = field.Name,
            Type = type,
            Kind = isMultiple ? null : Bitrix24Types.KindOf(type),
            IsReadOnly = PhpJson.Member(field.Value, "isReadOnly") is { ValueKind: JsonValueKind.True },
            Dictionary = PhpJson.Text(field.Value, "statusType"),
        };
    }
}
