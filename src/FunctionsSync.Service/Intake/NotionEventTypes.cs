namespace FunctionsSync.Service.Intake;

/// <summary>
/// What the types of Notion's events are about. Pages are looked at also when their content changed: a title counts as content too.
/// Source: https://developers.notion.com/reference/webhooks-events-delivery.
/// </summary>
internal static class NotionEventTypes
{
    private static readonly string[] Edits = ["page.created", "page.properties_updated", "page.content_updated"];
    private static readonly string[] Departures = ["page.moved", "page.deleted", "page.undeleted"];

    /// <summary>The second is what versions before 2025-09-03 call the first.</summary>
    private static readonly string[] Schema = ["data_source.schema_updated", "database.schema_updated"];

    /// <summary>Places whose pages are rows of nothing.</summary>
    private static readonly string[] Elsewhere = ["space", "workspace", "page", "block", "team", "agent"];

    public static bool IsAboutPage(string type) => Edits.Contains(type) || Departures.Contains(type);

    public static bool MayHaveLeft(string type) => Departures.Contains(type);

    public static bool IsAboutSchema(string type) => Schema.Contains(type);

    /// <summary>Whether pages in such a place may be rows of a data source; the kind may be missing.</summary>
    public static bool MayHoldRows(string? parent) => !Elsewhere.Contains(parent);
}
