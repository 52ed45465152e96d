using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>The property that holds the Bitrix24 id: a number, or a text.</summary>
internal static class NotionIdProperty
{
    public static JsonObject Write(NotionProperty property, Bitrix24Id id) => new()
    {
        [property.Type] = property.Type == NotionTypes.Number ? JsonValue.Create(id.Value) : NotionRichText.Write(id.ToString()),
    };

    /// <summary>Null where a page carries no id, or something that is none.</summary>
    public static Bitrix24Id? Read(NotionProperty property, JsonElement page)
    {
        if (NotionJson.Member(page, "properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            return null;
        }

        var held = properties.EnumerateObject().Select(member => member.Value).FirstOrDefault(value => NotionJson.Text(value, "id") == property.Id);
        var text = NotionJson.Member(held, property.Type) is { } content
            ? content.ValueKind == JsonValueKind.Number ? content.GetRawText() : NotionRichText.Read(content)
            : null;
        return Bitrix24Id.TryParse(text?.Trim(), out var id) ? id : null;
    }

    public static JsonObject Filter(NotionProperty property, Bitrix24Id id) => new()
    {
        ["property"] = property.Id,
        [property.Type] = new JsonObject { ["equals"] = property.Type == NotionTypes.Number ? JsonValue.Create(id.Value) : JsonValue.Create(id.ToString()) },
    };

    /// <summary>Any of them: no more than a filter has room for.</summary>
    public static JsonObject Filter(NotionProperty property, IReadOnlyCollection<Bitrix24Id> ids) =>
        ids.Count == 1 ? Filter(property, ids.Single()) : new() { ["or"] = new JsonArray([.. ids.Select(id => (JsonNode)Filter(property, id))]) };
}
