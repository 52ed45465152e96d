using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.State;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Reads rich text of requests and keeps it in response form.</summary>
internal static class RichText
{
    private const int MostItems = 100;
    private const int LongestText = 2000;
    private const int LongestEquation = 1000;
    private static readonly string[] Styles = ["bold", "italic", "strikethrough", "underline", "code"];

    public static JsonArray Read(JsonNode? items, WorkspaceState state, string path)
    {
        var result = new List<JsonObject>();
        var index = 0;
        foreach (var node in Expect.Array(items, path, MostItems))
        {
            var item = ReadItem(Expect.Object(node, $"{path}[{index}]"), state, $"{path}[{index}]");
            index++;
            // Notion keeps text, not items: neighbours of equal form become one, of whatever length.
            if (result.Count > 0 && CanJoin(result[^1], item))
                result[^1] = Text(PlainOf(result[^1]) + PlainOf(item), item["text"]?["link"], item["annotations"]);
            else if (PlainOf(item).Length > 0)
                result.Add(item);
        }
        return [.. result];
    }

    public static string PlainText(JsonNode? items) =>
        items is JsonArray array ? string.Concat(array.OfType<JsonObject>().Select(PlainOf)) : "";

    public static JsonArray Of(string text) => text.Length == 0 ? [] : [Text(text, link: null, annotations: null)];

    private static JsonObject ReadItem(JsonObject item, WorkspaceState state, string path)
    {
        Expect.OnlyMembers(item, path, "type", "text", "mention", "equation", "annotations", "plain_text", "href");
        var annotations = Expect.OptionalObject(item["annotations"], $"{path}.annotations");
        if (item["text"] is { } text)
            return ReadText(Expect.Object(text, $"{path}.text"), annotations, path);
        if (item["equation"] is { } equation)
        {
            var expression = Expect.Text(equation["expression"], $"{path}.equation.expression", LongestEquation);
            return Item("equation", new JsonObject { ["expression"] = expression }, expression, href: null, annotations);
        }
        if (item["mention"]?["user"]?["id"] is { } userId)
        {
            var user = state.User(Ids.Read(Expect.Text(userId, $"{path}.mention.user.id", 100), $"{path}.mention.user.id"));
            var mention = new JsonObject { ["type"] = "user", ["user"] = user.Render(state.WorkspaceId) };
            return Item("mention", mention, "@" + user.Name, href: null, annotations);
        }
        throw InvalidBody($"{path}.text", "defined, instead was `undefined`");
    }

    private static JsonObject ReadText(JsonObject text, JsonObject? annotations, string path)
    {
        Expect.OnlyMembers(text, $"{path}.text", "content", "link");
        var content = Expect.Text(text["content"], $"{path}.text.content", LongestText);
        var link = Expect.OptionalObject(text["link"], $"{path}.text.link");
        if (link is not null)
            Expect.Address(link["url"], $"{path}.text.link.url");
        return Text(content, link, annotations);
    }

    private static JsonObject Text(string content, JsonNode? link, JsonNode? annotations) =>
        Item(
            "text",
            new JsonObject
            {
                ["content"] = content,
                ["link"] = link is null ? null : new JsonObject { ["url"] = link["url"]?.DeepClone() },
            },
            content,
            link?["url"]?.GetValue<string>(),
            annotations as JsonObject);

    private static JsonObject Item(string type, JsonObject value, string plainText, string? href, JsonObject? annotations)
    {
        var styles = new JsonObject();
        foreach (var style in Styles)
            styles[style] = annotations?[style] is { } node && Expect.Flag(node, $"annotations.{style}");
        styles["color"] = TextColors.Read(annotations?["color"], "annotations.color");
        return new() { ["type"] = type, [type] = value, ["annotations"] = styles, ["plain_text"] = plainText, ["href"] = href };
    }

    private static bool CanJoin(JsonObject left, JsonObject right) =>
        left["text"] is not null && right["text"] is not null
        && JsonNode.DeepEquals(left["text"]?["link"], right["text"]?["link"])
        && JsonNode.DeepEquals(left["annotations"], right["annotations"]);

    private static string PlainOf(JsonObject item) => item["plain_text"]?.GetValue<string>() ?? "";
}
