using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Text as a list of items of at most 2,000 characters, counted as UTF-16 units; Notion may split and merge them, so the joined plain text counts.
/// Source: https://developers.notion.com/reference/request-limits.
/// </summary>
internal static class NotionRichText
{
    public const int MaxItemLength = 2000;
    public const int MaxLength = MaxItemLength * NotionClient.MaxItems;

    private static readonly (TextStyle Style, string Name)[] Styles =
    [
        (TextStyle.Bold, "bold"), (TextStyle.Italic, "italic"), (TextStyle.Underline, "underline"), (TextStyle.Strikethrough, "strikethrough"),
    ];

    public static string Read(JsonElement items) => items.ValueKind == JsonValueKind.Array
        ? string.Concat(items.EnumerateArray().Select(item => NotionJson.Text(item, "plain_text")))
        : string.Empty;

    public static IEnumerable<TextRun> ReadRuns(JsonElement items) =>
        items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Select(ReadRun) : [];

    public static JsonArray Write(string text) => Write([new TextRun(text)]);

    public static JsonArray Write(IEnumerable<TextRun> runs) =>
        new([.. runs.SelectMany(run => Split(run.Text).Select(part => (JsonNode)WriteItem(run with { Text = part })))]);

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

    private static TextRun ReadRun(JsonElement item)
    {
        var annotations = NotionJson.Member(item, "annotations") ?? default;
        var style = Styles.Where(known => NotionJson.IsTrue(annotations, known.Name)).Aggregate(TextStyle.None, (all, known) => all | known.Style);
        return new(NotionJson.Text(item, "plain_text") ?? string.Empty, style, NotionJson.Text(item, "href"));
    }

    private static JsonObject WriteItem(TextRun run)
    {
        var text = new JsonObject { ["content"] = run.Text };
        if (IsAddress(run.Link))
        {
            text["link"] = new JsonObject { ["url"] = run.Link };
        }

        var item = new JsonObject { ["type"] = "text", ["text"] = text };
        if (run.Style != TextStyle.None)
        {
            item["annotations"] = new JsonObject(Styles.Where(known => run.Style.HasFlag(known.Style)).Select(known => KeyValuePair.Create(known.Name, (JsonNode?)true)));
        }

        return item;
    }

    /// <summary>Notion refuses the whole request for one bad address; without it the words still arrive.</summary>
    private static bool IsAddress(string? link) =>
        link is { Length: <= MaxItemLength } && Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "mailto";
}
