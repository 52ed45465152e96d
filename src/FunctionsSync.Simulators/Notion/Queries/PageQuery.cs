using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Pages;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>Answers <c>POST /v1/data_sources/{id}/query</c> from what the lagging index knows.</summary>
internal sealed class PageQuery(WorkspaceState state)
{
    public JsonObject Answer(DataSourceRecord source, JsonObject body, IReadOnlyCollection<string>? only)
    {
        // in_trash is not a parameter of this endpoint, although older types list it.
        Expect.OnlyMembers(body, "body", "filter", "sorts", "start_cursor", "page_size", "result_type", "is_archived");
        if (body["result_type"] is { } type && Expect.Text(type, "body.result_type", 100) is not ("page" or "data_source"))
            throw InvalidBody("body.result_type", "\"page\" or \"data_source\"");
        var archived = body["is_archived"] is { } flag && Expect.Flag(flag, "body.is_archived");
        var size = PageSize.Read(body["page_size"]);
        var filter = new PageFilter(state, source.Schema).Read(Expect.OptionalObject(body["filter"], "body.filter"));
        var sort = new SortKeys(body["sorts"], source.Schema);
        var query = QueryCursor.Fingerprint(source.Id, body);
        var cursor = body["start_cursor"] is { } start ? QueryCursor.Read(Expect.Text(start, "body.start_cursor", 10_000), query) : null;

        var rows = Visible(source)
            .Where(row => row.Version.IsArchived == archived && filter(row))
            .Select(row => (Row: row, Keys: sort.Of(row)))
            .Where(row => cursor is null || sort.Compare(row.Keys, cursor.LastKeys) > 0)
            .Order(Comparer<(PropertyRead Row, JsonArray Keys)>.Create((left, right) => sort.Compare(left.Keys, right.Keys)))
            .ToList();
        return Page(rows, query, cursor?.Given ?? 0, size, only);
    }

    private IEnumerable<PropertyRead> Visible(DataSourceRecord source)
    {
        var moment = state.QueryMoment;
        foreach (var page in state.Pages.Values.Where(page => page.DataSourceId == source.Id))
        {
            if (page.AsOf(moment) is { InTrash: false } version)
                yield return new PropertyRead(state, page, version, state.Bot);
        }
    }

    private JsonObject Page(
        List<(PropertyRead Row, JsonArray Keys)> rows, string query, int given, int size, IReadOnlyCollection<string>? only)
    {
        // A page may hold fewer rows than asked for although more follow; here every later page of a chain does.
        var room = given > 0 && size > 1 && rows.Count > size ? size - 1 : size;
        var limit = state.Options.QueryResultLimit;
        var count = Math.Min(Math.Min(room, rows.Count), limit - given);
        var more = count < rows.Count;
        var capped = more && given + count >= limit;
        var answer = new JsonObject
        {
            ["object"] = "list",
            ["results"] = new JsonArray([.. rows.Take(count).Select(row => (JsonNode)Show(row.Row, only))]),
            ["next_cursor"] = more && !capped ? new QueryCursor(query, rows[count - 1].Keys, given + count).Write() : null,
            ["has_more"] = more && !capped,
            ["type"] = "page_or_data_source",
            ["page_or_data_source"] = new JsonObject(),
        };
        if (capped)
            answer["request_status"] = new JsonObject { ["type"] = "incomplete", ["incomplete_reason"] = "query_result_limit_reached" };
        else if (!more)
            answer["request_status"] = new JsonObject { ["type"] = "complete" };
        return answer;
    }

    private JsonObject Show(PropertyRead row, IReadOnlyCollection<string>? only) =>
        PageView.Render(state, row.Page, row.Version, state.Bot, only);
}
