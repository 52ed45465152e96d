using System.Text.Json;
using System.Text.Json.Nodes;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion;

/// <summary>Reads request bodies and refuses, as Notion does, what is not of the documented shape.</summary>
internal static class Expect
{
    private const int LongestAddress = 2000;

    public static void OnlyMembers(JsonObject value, string path, params ReadOnlySpan<string> allowed)
    {
        foreach (var (name, member) in value)
        {
            if (!allowed.Contains(name))
                throw InvalidBody($"{path}.{name}", $"not present, instead was `{Show(member)}`");
        }
    }

    public static JsonObject Object(JsonNode? node, string path) =>
        node as JsonObject ?? throw InvalidBody(path, $"an object, instead was `{Show(node)}`");

    public static JsonObject? OptionalObject(JsonNode? node, string path) => node is null ? null : Object(node, path);

    public static JsonArray Array(JsonNode? node, string path, int atMost)
    {
        var array = node as JsonArray ?? throw InvalidBody(path, $"an array, instead was `{Show(node)}`");
        return array.Count <= atMost
            ? array
            : throw InvalidBody($"{path}.length", $"≤ `{atMost}`, instead was `{array.Count}`");
    }

    public static string Text(JsonNode? node, string path, int atMost)
    {
        if (node?.GetValueKind() != JsonValueKind.String)
            throw InvalidBody(path, $"a string, instead was `{Show(node)}`");
        var text = node.GetValue<string>();
        return text.Length <= atMost
            ? text
            : throw InvalidBody($"{path}.length", $"≤ `{atMost}`, instead was `{text.Length}`");
    }

    /// <summary>An absolute address, as links, bookmarks and external files need.</summary>
    public static string Address(JsonNode? node, string path)
    {
        var text = Text(node, path, LongestAddress);
        // A path counts as an absolute file address on some systems.
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && !address.IsFile
            ? text
            : throw InvalidBody(path, "a populated valid url");
    }

    public static string OneOf(JsonNode? node, string path, IReadOnlyCollection<string> allowed)
    {
        var text = Text(node, path, 100);
        return allowed.Contains(text) ? text : throw InvalidBody(path, $"one of {string.Join(", ", allowed)}, instead was `{text}`");
    }

    public static bool Flag(JsonNode? node, string path) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw InvalidBody(path, $"a boolean, instead was `{Show(node)}`"),
    };

    public static double Number(JsonNode? node, string path) =>
        node?.GetValueKind() == JsonValueKind.Number
            ? node.GetValue<double>()
            : throw InvalidBody(path, $"a number, instead was `{Show(node)}`");

    /// <summary>The one member of <paramref name="value"/>, whatever its name.</summary>
    public static (string Name, JsonNode? Value) SingleMember(JsonObject value, string path) =>
        value.Count == 1 ? (value.First().Key, value.First().Value) : throw InvalidBody(path, "an object with exactly one member");

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "undefined";
        return text.Length <= 100 ? text : text[..100] + "…";
    }
}
