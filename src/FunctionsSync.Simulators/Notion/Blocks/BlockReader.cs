using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Blocks;

/// <summary>Reads the blocks of one request: at most 100 per array, 1,000 overall, two levels below the first.</summary>
internal sealed class BlockReader(WorkspaceState state)
{
    private const int MostPerArray = 100;
    private const int MostOverall = 1000;
    private const int DeepestLevel = 2;
    private static readonly string[] TextTypes =
    [
        "paragraph", "heading_1", "heading_2", "heading_3", "heading_4", "bulleted_list_item", "numbered_list_item",
        "to_do", "toggle", "quote", "callout", "code",
    ];

    // Some of those Notion knows.
    private static readonly string[] Languages =
    [
        "plain text", "bash", "c#", "css", "html", "java", "javascript", "json", "markdown", "php", "python",
        "shell", "sql", "typescript", "xml", "yaml",
    ];

    private int _count;

    public IReadOnlyList<NewBlock> Read(JsonNode? children, string path) => ReadList(children, path, level: 0);

    private List<NewBlock> ReadList(JsonNode? children, string path, int level)
    {
        if (level > DeepestLevel)
            throw InvalidBody(path, "not present: a request nests at most two levels of children");
        return [.. Expect.Array(children, path, MostPerArray).Select((node, index) => ReadBlock(node, $"{path}[{index}]", level))];
    }

    private NewBlock ReadBlock(JsonNode? node, string path, int level)
    {
        if (++_count > MostOverall)
            throw Invalid($"body failed validation: a request holds at most {MostOverall} blocks.");
        var block = Expect.Object(node, path);
        var types = block.Select(member => member.Key).Where(name => name is not ("object" or "type")).ToList();
        var type = block["type"] is { } given ? Expect.Text(given, $"{path}.type", 100)
            : types.Count == 1 ? types[0] : throw InvalidBody(path, "a block with exactly one type");
        Expect.OnlyMembers(block, path, "object", "type", type);
        if (block["object"] is { } kind && Expect.Text(kind, $"{path}.object", 100) != "block")
            throw InvalidBody($"{path}.object", "\"block\"");
        var content = Expect.Object(block[type], $"{path}.{type}");
        return type switch
        {
            "divider" => ReadPlain(type, content, $"{path}.{type}"),
            "bookmark" => ReadBookmark(content, $"{path}.{type}"),
            "table" => ReadTable(content, $"{path}.{type}", level),
            "table_row" => throw InvalidBody(path, "inside a table"),
            _ when TextTypes.Contains(type) => ReadText(type, content, $"{path}.{type}", level),
            _ => throw InvalidBody($"{path}.type", $"a block type the simulator knows, instead was `{type}`"),
        };
    }

    private NewBlock ReadText(string type, JsonObject content, string path, int level)
    {
        Expect.OnlyMembers(content, path, ["rich_text", "children", "color", .. OwnMembers(type)]);
        var response = new JsonObject { ["rich_text"] = RichText.Read(content["rich_text"], state, $"{path}.rich_text") };
        if (type != "code")
            response["color"] = TextColors.Read(content["color"], $"{path}.color");
        switch (type)
        {
            case "to_do":
                response["checked"] = content["checked"] is { } ticked && Expect.Flag(ticked, $"{path}.checked");
                break;
            case "code":
                response["language"] = Expect.OneOf(content["language"], $"{path}.language", Languages);
                response["caption"] = RichText.Read(content["caption"] ?? new JsonArray(), state, $"{path}.caption");
                break;
            case "callout":
                response["icon"] = content["icon"]?.DeepClone();
                break;
            case "heading_1" or "heading_2" or "heading_3" or "heading_4":
                response["is_toggleable"] = content["is_toggleable"] is { } toggle && Expect.Flag(toggle, $"{path}.is_toggleable");
                break;
        }
        if (!content.ContainsKey("children"))
            return new NewBlock(type, response, []);
        if (type == "code" || response["is_toggleable"]?.GetValue<bool>() == false)
            throw InvalidBody($"{path}.children", "not present");
        return new NewBlock(type, response, ReadList(content["children"], $"{path}.children", level + 1));
    }

    private NewBlock ReadBookmark(JsonObject content, string path)
    {
        Expect.OnlyMembers(content, path, "url", "caption");
        return new NewBlock(
            "bookmark",
            new JsonObject
            {
                ["url"] = Expect.Address(content["url"], $"{path}.url"),
                ["caption"] = RichText.Read(content["caption"] ?? new JsonArray(), state, $"{path}.caption"),
            },
            []);
    }

    private NewBlock ReadTable(JsonObject content, string path, int level)
    {
        Expect.OnlyMembers(content, path, "table_width", "has_column_header", "has_row_header", "children");
        var width = Expect.Number(content["table_width"], $"{path}.table_width");
        if (level + 1 > DeepestLevel)
            throw InvalidBody(path, "at most one level deep, so that its rows fit into the request");
        var rows = Expect.Array(content["children"], $"{path}.children", MostPerArray)
            .Select((row, index) => ReadRow(row, (int)width, $"{path}.children[{index}]")).ToList();
        if (rows.Count == 0)
            throw InvalidBody($"{path}.children.length", "≥ `1`, instead was `0`");
        var response = new JsonObject
        {
            ["table_width"] = (int)width,
            ["has_column_header"] = content["has_column_header"] is { } header && Expect.Flag(header, $"{path}.has_column_header"),
            ["has_row_header"] = content["has_row_header"] is { } rowHeader && Expect.Flag(rowHeader, $"{path}.has_row_header"),
        };
        return new NewBlock("table", response, rows);
    }

    private NewBlock ReadRow(JsonNode? node, int width, string path)
    {
        _count++;
        var row = Expect.Object(node, path);
        Expect.OnlyMembers(row, path, "object", "type", "table_row");
        var content = Expect.Object(row["table_row"], $"{path}.table_row");
        Expect.OnlyMembers(content, $"{path}.table_row", "cells");
        var cells = Expect.Array(content["cells"], $"{path}.table_row.cells", MostPerArray);
        if (cells.Count != width)
            throw Invalid($"Number of cells in table row must match the width of the parent table: {path} has {cells.Count}, not {width}.");
        var read = cells.Select((cell, index) => (JsonNode)RichText.Read(cell, state, $"{path}.table_row.cells[{index}]"));
        return new NewBlock("table_row", new JsonObject { ["cells"] = new JsonArray([.. read]) }, []);
    }

    private static NewBlock ReadPlain(string type, JsonObject content, string path)
    {
        Expect.OnlyMembers(content, path);
        return new NewBlock(type, [], []);
    }

    private static string[] OwnMembers(string type) => type switch
    {
        "to_do" => ["checked"],
        "code" => ["language", "caption"],
        "callout" => ["icon"],
        "heading_1" or "heading_2" or "heading_3" or "heading_4" => ["is_toggleable"],
        _ => [],
    };
}
