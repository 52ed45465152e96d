using System.Globalization;
using System.Text.Json;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Values as PHP prints them: numbers as strings in classic methods and as numbers in others, empty maps as <c>[]</c>,
/// missing values as null, <c>""</c> or <c>false</c>.
/// </summary>
internal static class PhpJson
{
    public static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "1",
        _ => null,
    };

    public static string? Text(JsonElement item, string name) => Member(item, name) is { } member ? Text(member) : null;

    /// <summary>Null for no number, and for one too large for a decimal.</summary>
    public static decimal? Number(JsonElement element) =>
        decimal.TryParse(Text(element), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A record's id; null for none, which also comes as 0, <c>"0"</c> and <c>""</c>.</summary>
    public static long? Id(JsonElement element) =>
        long.TryParse(Text(element), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    public static long? Id(JsonElement item, string name) => Member(item, name) is { } member ? Id(member) : null;

    /// <summary>An instant with its offset, as the portal prints it.</summary>
    public static DateTimeOffset? Moment(JsonElement element) =>
        DateTimeOffset.TryParse(Text(element), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) ? value : null;

    /// <summary>The earliest moment there is where the member is missing or no moment.</summary>
    public static DateTimeOffset Moment(JsonElement item, string name) => Member(item, name) is { } member ? Moment(member) ?? default : default;

    public static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The rows of a list: an array, or a map whose keys do not matter.</summary>
    public static IEnumerable<JsonElement> Rows(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray(),
        JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
        _ => [],
    };
}
