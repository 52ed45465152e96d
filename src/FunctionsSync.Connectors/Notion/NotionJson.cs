using System.Globalization;
using System.Text.Json;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Members of Notion's answers. Unknown ones are ignored, missing ones are null.</summary>
internal static class NotionJson
{
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public static bool IsTrue(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static DateTimeOffset Moment(JsonElement element, string name) =>
        DateTimeOffset.TryParse(Text(element, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : default;
}
