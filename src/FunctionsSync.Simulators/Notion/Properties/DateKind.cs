using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Schema;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>Dates, with or without a time. Times are kept to the minute, as the product shows them; without a zone they are UTC.</summary>
internal sealed class DateKind : PropertyKind
{
    public override JsonNode? Store(JsonNode? value, PropertyDefinition property, PropertyWrite write, string path)
    {
        if (value is null)
            return null;
        var date = Expect.Object(value, path);
        Expect.OnlyMembers(date, path, "start", "end", "time_zone");
        var zone = date["time_zone"] is { } name ? ReadZone(Expect.Text(name, $"{path}.time_zone", 100), $"{path}.time_zone") : null;
        var start = Read(date["start"], zone, $"{path}.start");
        var end = date["end"] is { } endNode ? Read(endNode, zone, $"{path}.end") : ((DateTimeOffset Time, bool HasTime)?)null;
        if (end is { } last && (last.Time < start.Time || last.HasTime != start.HasTime))
            throw InvalidBody($"{path}.end", "of the form of start, and not before it");
        return new JsonObject
        {
            ["start"] = Text(start),
            ["end"] = end is { } given ? Text(given) : null,
            ["time_zone"] = zone?.Id,
        };
    }

    public override JsonNode? Render(JsonNode? stored, PropertyDefinition property, PropertyRead read) => stored?.DeepClone();

    public override JsonNode? Plain(JsonNode? stored, PropertyDefinition property, PropertyRead read) => stored?["start"]?.DeepClone();

    public override string Display(JsonNode? stored, PropertyDefinition property, PropertyRead read) =>
        stored?["end"] is { } end ? $"{stored["start"]} → {end}" : stored?["start"]?.ToString() ?? "";

    private static TimeZoneInfo ReadZone(string name, string path) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? zone
            : throw InvalidBody(path, $"an IANA time zone, instead was `{name}`");

    private static (DateTimeOffset Time, bool HasTime) Read(JsonNode? node, TimeZoneInfo? zone, string path)
    {
        var text = Expect.Text(node, path, 100);
        if (!IsoTime.TryRead(text, out var time, out var hasTime, out var hasOffset))
            throw InvalidBody(path, $"a valid ISO 8601 date string, instead was `{text}`");
        if (zone is not null && (hasOffset || !hasTime))
            throw InvalidBody(path, "a time without a UTC offset, because time_zone is set");
        if (zone is not null)
            time = new DateTimeOffset(time.DateTime, zone.GetUtcOffset(time.DateTime));
        return (time, hasTime);
    }

    private static string Text((DateTimeOffset Time, bool HasTime) date) => date.HasTime
        ? date.Time.ToString("yyyy-MM-dd'T'HH:mm:00.000zzz", CultureInfo.InvariantCulture)
        : date.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
