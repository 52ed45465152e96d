using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Lists of which a page shows only the first 25 items: relations and people. Taking the rest for removed would lose it.
/// Source: https://developers.notion.com/reference/retrieve-a-page-property.
/// </summary>
internal sealed class NotionLongValues(NotionClient client)
{
    private const int MostShown = 25;

    /// <summary>The property with all of its items; the one given where it is complete.</summary>
    public async Task<JsonElement> CompleteAsync(PageId page, NotionProperty property, JsonElement value, CancellationToken cancellationToken)
    {
        var isLong = property.Type is NotionTypes.Relation or NotionTypes.People
            && (NotionJson.IsTrue(value, "has_more") || NotionJson.Items(value, property.Type).Count() >= MostShown);
        if (!isLong)
        {
            return value;
        }

        var items = new JsonArray();
        string? cursor = null;
        do
        {
            var answer = await client.GetPropertyAsync(page, property.Id, cursor, cancellationToken);
            foreach (var item in NotionJson.Items(answer, "results"))
            {
                items.Add(JsonNode.Parse((NotionJson.Member(item, property.Type) ?? default).GetRawText()));
            }

            cursor = NotionJson.IsTrue(answer, "has_more") ? NotionJson.Text(answer, "next_cursor") : null;
        }
        while (cursor is not null);

        return JsonSerializer.SerializeToElement(new JsonObject { ["type"] = property.Type, [property.Type] = items });
    }
}
