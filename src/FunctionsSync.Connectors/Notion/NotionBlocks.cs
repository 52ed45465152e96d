using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Blocks as the API takes them. Source: https://developers.notion.com/reference/block.</summary>
internal static class NotionBlocks
{
    public static JsonArray Write(IEnumerable<BodyBlock> blocks) => new([.. blocks.Select(Write)]);

    private static JsonNode Write(BodyBlock block) => block switch
    {
        BodyBlock.Line line => Block(TypeOf(line.Kind), Content(line)),
        BodyBlock.Table table => Block("table", Content(table)),
        BodyBlock.Divider => Block("divider", []),
        _ => throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "A kind of block that nobody has said how to write."),
    };

    private static JsonObject Block(string type, JsonObject content) => new() { ["type"] = type, [type] = content };

    private static JsonObject Content(BodyBlock.Line line)
    {
        var content = new JsonObject { ["rich_text"] = Write(line.Runs) };
        if (line.Icon is { } emoji)
        {
            content["icon"] = new JsonObject { ["type"] = "emoji", ["emoji"] = emoji };
        }

        return content;
    }

    private static JsonObject Content(BodyBlock.Table table) => new()
    {
        ["table_width"] = table.Rows[0].Count,
        ["has_column_header"] = table.HasHeader,
        ["has_row_header"] = false,
        ["children"] = new JsonArray([.. table.Rows.Select(JsonNode (row) =>
            Block("table_row", new JsonObject { ["cells"] = new JsonArray([.. row.Select(JsonNode (cell) => Write(cell))]) }))]),
    };

    private static JsonArray Write(IEnumerable<TextRun> runs) => new([.. runs.Select(Write)]);

    private static JsonNode Write(TextRun run)
    {
        var text = new JsonObject { ["content"] = run.Text };
        if (AddressOf(run) is { } address)
        {
            text["link"] = new JsonObject { ["url"] = address };
        }

        var item = new JsonObject { ["type"] = "text", ["text"] = text };
        if (run.Style != TextStyle.None)
        {
            item["annotations"] = new JsonObject
            {
                ["bold"] = run.Style.HasFlag(TextStyle.Bold),
                ["italic"] = run.Style.HasFlag(TextStyle.Italic),
                ["underline"] = run.Style.HasFlag(TextStyle.Underline),
                ["strikethrough"] = run.Style.HasFlag(TextStyle.Strikethrough),
            };
        }

        return item;
    }

    /// <summary>Null for what Notion would refuse, and with it the whole request: the text stays without its link.</summary>
    private static string? AddressOf(TextRun run) =>
        run.Link is { Length: <= BodyLimits.CharactersPerLink } link
        && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeMailto)
            ? link
            : null;

    private static string TypeOf(LineKind kind) => kind switch
    {
        LineKind.Paragraph => "paragraph",
        LineKind.Heading1 => "heading_1",
        LineKind.Heading2 => "heading_2",
        LineKind.Heading3 => "heading_3",
        LineKind.ToDo => "to_do",
        LineKind.BulletedListItem => "bulleted_list_item",
        LineKind.NumberedListItem => "numbered_list_item",
        LineKind.Callout => "callout",
        LineKind.Quote => "quote",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of line that nobody has said how to write."),
    };
}
