using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Blocks;

/// <summary>A block of a page's content, without its children. Its content is the member named after the type, in response form.</summary>
internal sealed record BlockRecord(
    string Id, string ParentId, string PageId, string Type, JsonObject Content, DateTimeOffset CreatedAt, string CreatedBy);
