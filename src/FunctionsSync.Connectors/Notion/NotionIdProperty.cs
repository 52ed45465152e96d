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

    public static JsonObject Filter(NotionProperty property, Bitrix24Id id) => new()
    {
        ["property"] = property.Id,
        [property.Type] = new JsonObject { ["equals"] = property.Type == NotionTypes.Number ? JsonValue.Create(id.Value) : JsonValue.Create(id.ToString()) },
    };
}
