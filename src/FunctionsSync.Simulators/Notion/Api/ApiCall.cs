using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>A routed request as an endpoint reads it.</summary>
internal sealed class ApiCall(
    WorkspaceState state, IReadOnlyDictionary<string, string> path, IReadOnlyList<(string Name, string Value)> query, JsonObject body)
{
    public WorkspaceState State { get; } = state;
    public JsonObject Body { get; } = body;

    public string Id(string name) => Ids.Read(path[name], $"path.{name}");

    public string PathText(string name) => path[name];

    public string? QueryText(string name) => query.FirstOrDefault(pair => pair.Name == name).Value;

    public JsonNode? QueryNumber(string name) =>
        QueryText(name) is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? (double)number
        : throw Invalid($"query failed validation: query.{name} should be a number, instead was `\"{text}\"`.");

    /// <summary>The ids of <c>filter_properties[]</c>; null where it is not given.</summary>
    public IReadOnlyCollection<string>? FilterProperties(DataSourceSchema schema)
    {
        var keys = query.Where(pair => pair.Name is "filter_properties" or "filter_properties[]").Select(pair => pair.Value).ToList();
        return keys.Count == 0 ? null : [.. keys.Select(key => (schema.FindDecoded(key) ?? throw SchemaWriter.Unknown(key)).Id)];
    }

    /// <summary>One page of a list that is numbered rather than keyed: users, blocks, property items.</summary>
    public JsonObject List(string type, IReadOnlyList<JsonObject> items)
    {
        var size = Queries.PageSize.Read(QueryNumber("page_size"), "query.page_size");
        var start = QueryText("start_cursor") is { } cursor ? ListCursor.Read(cursor) : 0;
        var rest = items.Count - start - size;
        return new JsonObject
        {
            ["object"] = "list",
            ["results"] = new JsonArray([.. items.Skip(start).Take(size)]),
            ["next_cursor"] = rest > 0 ? ListCursor.Write(start + size) : null,
            ["has_more"] = rest > 0,
            ["type"] = type,
            [type] = new JsonObject(),
        };
    }
}
