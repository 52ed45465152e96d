using System.Text.Json;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Service.Configuration;

/// <summary>
/// Reads one template: a list of blocks, each an object with one member named after the kind of block. <c>{"heading_2": "Requirements"}</c>,
/// <c>{"to_do": "Call {COMPANY_ID}"}</c>, <c>{"callout": "…", "icon": "💡"}</c>, <c>{"table": [["Amount", "{OPPORTUNITY}"]], "header": false}</c>,
/// <c>{"text": "{COMMENTS}"}</c>, <c>{"divider": true}</c>.
/// </summary>
internal static class TemplateReader
{
    private const string Text = "text";
    private const string Table = "table";
    private const string Divider = "divider";
    private const string Icon = "icon";
    private const string Header = "header";
    private const int MostColumns = 20;

    private static readonly Dictionary<string, LineKind> Lines = new()
    {
        ["paragraph"] = LineKind.Paragraph,
        ["heading_1"] = LineKind.Heading1,
        ["heading_2"] = LineKind.Heading2,
        ["heading_3"] = LineKind.Heading3,
        ["to_do"] = LineKind.ToDo,
        ["bulleted_list_item"] = LineKind.BulletedListItem,
        ["numbered_list_item"] = LineKind.NumberedListItem,
        ["callout"] = LineKind.Callout,
        ["quote"] = LineKind.Quote,
    };

    private static readonly IReadOnlyList<string> Kinds = [.. Lines.Keys, Text, Table, Divider];

    /// <param name="blocks">The template's elements.</param>
    /// <param name="path">The template's JSON path.</param>
    /// <param name="errors">Gets everything that is wrong; a wrong block is left out.</param>
    public static PageTemplate Read(IReadOnlyList<JsonElement> blocks, string path, List<string> errors)
    {
        var read = new List<TemplateBlock>();
        for (var index = 0; index < blocks.Count; index++)
        {
            try
            {
                read.Add(Read(blocks[index]));
            }
            catch (FormatException exception)
            {
                errors.Add($"{path}[{index}] {exception.Message}");
            }
        }

        return new(read);
    }

    /// <summary>What is wrong with one block, and the remedy; null when nothing is.</summary>
    public static string? ErrorOf(JsonElement block)
    {
        try
        {
            Read(block);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    private static TemplateBlock Read(JsonElement block)
    {
        var names = block.ValueKind == JsonValueKind.Object ? [.. block.EnumerateObject().Select(member => member.Name)] : new List<string>();
        if (names.Intersect(Kinds).ToList() is not [var kind])
        {
            throw new FormatException($"is no block: make it an object with one of the members {string.Join(", ", Kinds)}");
        }

        var allowed = kind switch { "callout" => Icon, Table => Header, _ => null };
        if (names.FirstOrDefault(name => name != kind && name != allowed) is { } stranger)
        {
            throw new FormatException($"has one member too many, as a {kind} has no '{stranger}'{(allowed is null ? string.Empty : $", only '{allowed}'")}: correct the name, or remove it");
        }

        var content = block.GetProperty(kind);
        return kind switch
        {
            Text => new TemplateBlock.LongText(ReadText(content, kind)),
            Table => new TemplateBlock.Table(ReadRows(content), block.TryGetProperty(Header, out var header) && ReadFlag(header, Header)),
            Divider => ReadFlag(content, Divider) ? new TemplateBlock.Divider() : throw new FormatException("is no divider: write it \"divider\": true"),
            _ => new TemplateBlock.Line(Lines[kind], ReadText(content, kind), block.TryGetProperty(Icon, out var icon) ? ReadString(icon, Icon) : null),
        };
    }

    private static List<IReadOnlyList<TemplateText>> ReadRows(JsonElement table)
    {
        var rows = table.ValueKind == JsonValueKind.Array ? table.EnumerateArray().ToList() : [];
        if (rows.Count is 0 or > BodyLimits.ItemsPerArray || rows.Any(row => row.ValueKind != JsonValueKind.Array))
        {
            throw new FormatException($"is no table: make it a list of 1 to {BodyLimits.ItemsPerArray} rows, each a list of texts");
        }

        var width = rows[0].GetArrayLength();
        return width is 0 or > MostColumns || rows.Any(row => row.GetArrayLength() != width)
            ? throw new FormatException($"has rows of different or wrong lengths: give each equally many texts, 1 to {MostColumns}; fill short ones up with \"\"")
            : [.. rows.Select(row => row.EnumerateArray().Select(cell => ReadText(cell, Table)).ToList())];
    }

    private static TemplateText ReadText(JsonElement text, string kind) => TemplateText.Parse(ReadString(text, kind));

    private static string ReadString(JsonElement text, string member) => text.ValueKind == JsonValueKind.String
        ? text.GetString() ?? string.Empty
        : throw new FormatException($"has a {member} that is no text: write it in quotes");

    private static bool ReadFlag(JsonElement flag, string member) => flag.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? flag.GetBoolean()
        : throw new FormatException($"has a {member} that is neither true nor false: set it to one of them");
}
