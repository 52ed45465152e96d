using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Parses <c>a=1&amp;b[c][]=2</c> into nested values, all of them strings.</summary>
internal static class PhpQuery
{
    public static JsonObject Parse(string encoded)
    {
        var root = new JsonObject();
        foreach (var part in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = WebUtility.UrlDecode(equals < 0 ? part : part[..equals]);
            Put(root, Path(key), equals < 0 ? "" : WebUtility.UrlDecode(part[(equals + 1)..]));
        }
        return (JsonObject?)WithLists(root, isRoot: true) ?? [];
    }

    private static List<string> Path(string key)
    {
        var bracket = key.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0)
            return [key];
        var path = new List<string> { key[..bracket] };
        while (bracket >= 0 && bracket < key.Length && key[bracket] == '[')
        {
            var close = key.IndexOf(']', bracket);
            if (close < 0)
                break;
            path.Add(key[(bracket + 1)..close]);
            bracket = close + 1;
        }
        return path;
    }

    private static void Put(JsonObject map, List<string> path, string value)
    {
        for (var depth = 0; depth < path.Count; depth++)
        {
            var name = path[depth].Length > 0 ? path[depth] : NextIndex(map);
            if (depth == path.Count - 1)
                map[name] = value;
            else if (map[name] is JsonObject child)
                map = child;
            else
                map[name] = map = [];
        }
    }

    private static string NextIndex(JsonObject map)
    {
        var last = map.Select(entry => int.TryParse(entry.Key, out var index) ? index : -1).DefaultIfEmpty(-1).Max();
        return (last + 1).ToString(CultureInfo.InvariantCulture);
    }

    private static JsonNode? WithLists(JsonNode? node, bool isRoot)
    {
        if (node is not JsonObject map)
            return node?.DeepClone();
        var inOrder = map.Select((entry, index) => entry.Key == index.ToString(CultureInfo.InvariantCulture)).All(static same => same);
        if (inOrder && !isRoot)
            return new JsonArray([.. map.Select(entry => WithLists(entry.Value, isRoot: false))]);
        return new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, WithLists(entry.Value, isRoot: false))));
    }
}
