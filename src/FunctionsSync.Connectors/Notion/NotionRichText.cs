using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Text as a list of items of at most 2,000 characters, counted as UTF-16 units; Notion may split and merge them, so the joined plain text counts.
/// Source: https://developers.notion.com/reference/request-limits.
/// </summary>
internal static class NotionRichText
{
    public const int MaxItemLength = 2000;
    public const int MaxLength = MaxItemLength * NotionClient.MaxItems;

    public static string Read(JsonElement items) => items.ValueKind == JsonValueKind.Array
        ? string.Concat(items.EnumerateArray().Select(item => NotionJson.Text(item, "plain_text")))
        : string.Empty;

    public static JsonArray Write(string text) =>
        new([.. Split(text).Select(part => (JsonNode)new JsonObject { ["type"] = "text", ["text"] = new JsonObject { ["content"] = part } })]);

    /// <summary>Cuts between graphemes, so that no emoji or accent is torn apart.</summary>
    internal static IEnumerable<string> Split(string text)
    {
        var graphemes = StringInfo.ParseCombiningCharacters(text);
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfItem(text, graphemes, start);
            yield return text[start..end];
            start = end;
        }
    }

    private static int EndOfItem(string text, int[] graphemes, int start)
    {
        var furthest = start + MaxItemLength;
        if (furthest >= text.Length)
        {
            return text.Length;
        }

        var index = Array.BinarySearch(graphemes, furthest);
        var end = graphemes[index >= 0 ? index : ~index - 1];
        if (end > start)
        {
            return end;
        }

        // One grapheme fills the item: a letter under thousands of accents. Half of a surrogate pair would be no character at all.
        return char.IsLowSurrogate(text[furthest]) ? furthest - 1 : furthest;
    }
}
