using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Scenarios.Bodies;

/// <summary>A block in one line: <c>to_do: Confirm the budget</c>, <c>table: Begins | 2026-03-02 / …</c>.</summary>
internal static class BlockText
{
    public static string Of(JsonObject block, NotionWorkspace workspace)
    {
        var type = (string?)block["type"] ?? string.Empty;
        var text = type == "table"
            ? string.Join(" / ", workspace.Blocks((string?)block["id"] ?? string.Empty).Select(Row))
            : Plain(block[type]?["rich_text"]);
        return text.Length == 0 ? type : $"{type}: {text}";
    }

    private static string Row(JsonObject row) =>
        row["table_row"]?["cells"] is JsonArray cells ? string.Join(" | ", cells.Select(Plain)) : string.Empty;

    private static string Plain(JsonNode? items) => items is JsonArray array ? string.Concat(array.Select(item => (string?)item?["plain_text"])) : string.Empty;
}
