using System.Text.Json;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Where a page is that can still be read. Trash and archive are two things since 2026, and a page keeps its id when it is moved.
/// Source: https://developers.notion.com/reference/page.
/// </summary>
internal static class NotionWhereabouts
{
    /// <summary>Null when the page is where the flow expects it.</summary>
    public static PageState? Missing(JsonElement page, DataSourceId dataSource)
    {
        if (NotionJson.IsTrue(page, "in_trash"))
        {
            return new PageState.Trashed();
        }

        if (IsElsewhere(page, dataSource))
        {
            return new PageState.Moved();
        }

        return NotionJson.IsTrue(page, "is_archived") ? new PageState.Archived() : null;
    }

    private static bool IsElsewhere(JsonElement page, DataSourceId dataSource) =>
        NotionJson.Member(page, "parent") is { } parent
        && !(DataSourceId.TryParse(NotionJson.Text(parent, "data_source_id"), out var actual) && actual == dataSource);
}
