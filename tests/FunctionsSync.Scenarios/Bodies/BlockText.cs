using System.Text.Json.Nodes;

namespace FunctionsSync.Scenarios.Bodies;

/// <summary>A block in one line: <c>to_do: Confirm the budget</c>.</summary>
internal static class BlockText
{
    public static string Of(JsonObject block)
    {
        var type = (string?)block["type"] ?? string.Empty;
        var text = block[type]?["rich_text"] is JsonArray items ? string.Concat(items.Select(item => (string?)item?["plain_text"])) : string.Empty;
        return text.Length == 0 ? type : $"{type}: {text}";
    }
}
