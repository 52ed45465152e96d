using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>
/// The order of a query: its sorts, then the page id. Without sorts that is an order nobody can rely on, as in Notion. A key is null, a
/// number or a text, so that a cursor can hold it.
/// </summary>
internal sealed class SortKeys
{
    private readonly List<(Func<PropertyRead, JsonNode?> Key, bool Descending)> _sorts = [];

    public SortKeys(JsonNode? sorts, DataSourceSchema schema)
    {
        if (sorts is null)
            return;
        var index = 0;
        foreach (var node in Expect.Array(sorts, "body.sorts", 100))
        {
            var path = $"body.sorts[{index++}]";
            var sort = Expect.Object(node, path);
            Expect.OnlyMembers(sort, path, "property", "timestamp", "direction");
            var direction = Expect.Text(sort["direction"], $"{path}.direction", 100);
            if (direction is not ("ascending" or "descending"))
                throw InvalidBody($"{path}.direction", "\"ascending\" or \"descending\"");
            _sorts.Add((ReadKey(sort, path, schema), direction == "descending"));
        }
    }

    public JsonArray Of(PropertyRead page) => [.. _sorts.Select(sort => sort.Key(page)).Append(page.Page.Id)];

    public int Compare(JsonArray left, JsonArray right)
    {
        for (var index = 0; index < left.Count; index++)
        {
            var order = Compare(left[index], right[index]);
            if (order != 0)
                return index < _sorts.Count && _sorts[index].Descending ? -order : order;
        }
        return 0;
    }

    private static Func<PropertyRead, JsonNode?> ReadKey(JsonObject sort, string path, DataSourceSchema schema)
    {
        if (sort["property"] is { } name)
        {
            var key = Expect.Text(name, $"{path}.property", 2000);
            var property = schema.Find(key) ?? throw SchemaWriter.Unknown(key);
            return page => Key(PageView.Plain(property, page), property, page);
        }
        return Expect.Text(sort["timestamp"], $"{path}.timestamp", 100) switch
        {
            "created_time" => page => MinuteTime.Text(page.Page.CreatedAt),
            "last_edited_time" => page => MinuteTime.Text(page.Version.EditedAt),
            _ => throw InvalidBody($"{path}.timestamp", "\"created_time\" or \"last_edited_time\""),
        };
    }

    private static JsonNode? Key(JsonNode? plain, PropertyDefinition property, PropertyRead page) => plain switch
    {
        null => null,
        JsonArray or JsonObject => PageView.Display(property, page),
        _ => plain.GetValueKind() switch
        {
            JsonValueKind.Number => Numbers.Of(plain),
            JsonValueKind.True => 1.0,
            JsonValueKind.False => 0.0,
            _ => plain.GetValue<string>(),
        },
    };

    private static int Compare(JsonNode? left, JsonNode? right)
    {
        if (left is null || right is null)
            return (left is null).CompareTo(right is null);
        return left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number
            ? Numbers.Of(left).CompareTo(Numbers.Of(right))
            : string.CompareOrdinal(left.ToString(), right.ToString());
    }
}
