using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>One property of a page: text and references as a paged list that is not cut at 25, everything else as a single item.</summary>
internal static class PagePropertyEndpoint
{
    public static JsonObject Get(ApiCall call)
    {
        var state = call.State;
        var page = state.Page(call.Id("page_id"), state.Bot);
        var key = call.PathText("property_id");
        var property = state.SourceOf(page).Schema.FindDecoded(key) ?? throw SchemaWriter.Unknown(key);
        var read = new PropertyRead(state, page, page.Current, state.Bot);
        var kind = PropertyKinds.Of(property);
        var stored = PageView.Stored(property, read);
        return kind switch
        {
            TextKind => List(call, property, [.. (stored as JsonArray ?? []).OfType<JsonObject>()]),
            ReferenceKind references => List(call, property, [.. references.Items(stored, property, read)]),
            _ => Item(property, kind.Render(stored, property, read)),
        };
    }

    private static JsonObject List(ApiCall call, PropertyDefinition property, IReadOnlyList<JsonNode> items)
    {
        var list = call.List("property_item", [.. items.Select(item => Item(property, item.DeepClone()))]);
        list["property_item"] = new JsonObject
        {
            ["id"] = property.PublicId,
            ["type"] = property.Type,
            [property.Type] = new JsonObject(),
            ["next_url"] = null,
        };
        return list;
    }

    private static JsonObject Item(PropertyDefinition property, JsonNode? value) => new()
    {
        ["object"] = "property_item",
        ["id"] = property.PublicId,
        ["type"] = property.Type,
        [property.Type] = value,
    };
}
