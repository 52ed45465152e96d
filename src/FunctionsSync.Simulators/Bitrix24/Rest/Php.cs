using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Reads JSON values the way the portal's PHP does: loosely.</summary>
internal static class Php
{
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "1",
            JsonValueKind.False => "",
            _ => value.ToJsonString(),
        },
        _ => "Array",
    };

    public static bool IsTrue(JsonNode? node) => node switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject map => map.Count > 0,
        _ => Text(node) is not ("" or "0"),
    };

    public static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonObject map => map.Count == 0,
        _ => Text(node).Length == 0,
    };

    public static decimal? Number(JsonNode? node) =>
        decimal.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? Integer(JsonNode? node) =>
        Number(node) is { } number && number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number : null;

    /// <summary>The elements of an array or the values of a map; null for anything else.</summary>
    public static IReadOnlyList<JsonNode?>? Elements(JsonNode? node) => node switch
    {
        JsonArray array => [.. array],
        JsonObject map => [.. map.Select(entry => entry.Value)],
        _ => null,
    };

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(JsonNode? node) => node switch
    {
        JsonArray array => array.Select((value, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), value)),
        JsonObject map => map,
        _ => [],
    };

    /// <summary>The member of this name in any case, as methods that lower or raise their parameter names take it.</summary>
    public static JsonNode? Member(this JsonObject map, string name) =>
        map.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static JsonValue Plain(decimal number) => JsonValue.Create(number / 1.0000000000000000000000000000m);
}
