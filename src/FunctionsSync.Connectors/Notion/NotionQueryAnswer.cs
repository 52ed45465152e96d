using System.Text.Json;

namespace FunctionsSync.Connectors.Notion;

/// <summary>One page of a query's rows.</summary>
/// <param name="Body">The answer as it came.</param>
/// <param name="AnsweredAt">When Notion answered, by its clock.</param>
/// <param name="ReadAt">When it was asked, by ours.</param>
internal sealed record NotionQueryAnswer(JsonElement Body, DateTimeOffset AnsweredAt, DateTimeOffset ReadAt)
{
    public IEnumerable<JsonElement> Results => NotionJson.Member(Body, "results") is { ValueKind: JsonValueKind.Array } results ? results.EnumerateArray() : [];

    /// <summary>Null on the last page.</summary>
    public string? NextCursor => NotionJson.Member(Body, "has_more") is { ValueKind: JsonValueKind.True } ? NotionJson.Text(Body, "next_cursor") : null;

    /// <summary>Notion stopped at its own bound of results: there are more rows behind the last one.</summary>
    public bool IsIncomplete => NotionJson.Member(Body, "request_status") is { } status && NotionJson.Text(status, "type") == "incomplete";
}
