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
        var start = 0;
        var end = 0;
        foreach (var next in StringInfo.ParseCombiningCharacters(text).Skip(1).Append(text.Length))
        {
            if (next - start > MaxItemLength && end > start)
            {
                yield return text[start..end];
                start = end;
            }

            end = next;
        }

        if (end > start)
        {
            yield return text[start..end];
        }
    }
}
