using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.Properties;
using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.Queries;

/// <summary>A date condition over an ISO date or time. An operand without a time compares whole days, in UTC.</summary>
internal static class DateCondition
{
    public static Func<string?, bool> Read(JsonObject condition, string path, DateTimeOffset now)
    {
        var (word, operand) = Expect.SingleMember(condition, path);
        if (word is "is_empty" or "is_not_empty")
        {
            var wanted = Expect.Flag(operand, $"{path}.{word}") ? word == "is_empty" : throw InvalidBody($"{path}.{word}", "`true`");
            return value => value is null == wanted;
        }
        if (Window(word, now) is { } window)
        {
            Expect.OnlyMembers(Expect.Object(operand, $"{path}.{word}"), $"{path}.{word}");
            return value => value is not null && Time(value) is var time && time >= window.From && time < window.To;
        }
        var (limit, hasTime) = Operand(Expect.Text(operand, $"{path}.{word}", 100), now, $"{path}.{word}");
        Func<int, bool> holds = word switch
        {
            "equals" => order => order == 0,
            "before" => order => order < 0,
            "after" => order => order > 0,
            "on_or_before" => order => order <= 0,
            "on_or_after" => order => order >= 0,
            _ => throw InvalidBody($"{path}.{word}", "not present"),
        };
        return value => value is not null && holds(Compare(Time(value), limit, hasTime));
    }

    private static int Compare(DateTimeOffset value, DateTimeOffset limit, bool hasTime) =>
        hasTime ? value.CompareTo(limit) : value.UtcDateTime.Date.CompareTo(limit.UtcDateTime.Date);

    private static (DateTimeOffset Time, bool HasTime) Operand(string text, DateTimeOffset now, string path)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset? relative = text switch
        {
            "today" => today,
            "tomorrow" => today.AddDays(1),
            "yesterday" => today.AddDays(-1),
            "one_week_ago" => today.AddDays(-7),
            "one_week_from_now" => today.AddDays(7),
            "one_month_ago" => today.AddMonths(-1),
            "one_month_from_now" => today.AddMonths(1),
            _ => null,
        };
        if (relative is { } day)
            return (day, false);
        return IsoTime.TryRead(text, out var time, out var hasTime, out _)
            ? (time, hasTime)
            : throw InvalidBody(path, $"a valid ISO 8601 date string, instead was `\"{text}\"`");
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Window(string word, DateTimeOffset now)
    {
        var weekStart = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-(int)now.UtcDateTime.DayOfWeek), TimeSpan.Zero);
        return word switch
        {
            "this_week" => (weekStart, weekStart.AddDays(7)),
            "past_week" => (now.AddDays(-7), now),
            "past_month" => (now.AddMonths(-1), now),
            "past_year" => (now.AddYears(-1), now),
            "next_week" => (now, now.AddDays(7)),
            "next_month" => (now, now.AddMonths(1)),
            "next_year" => (now, now.AddYears(1)),
            _ => null,
        };
    }

    private static DateTimeOffset Time(string value) => IsoTime.TryRead(value, out var time, out _, out _)
        ? time
        : throw new InvalidOperationException($"A stored date is not one: {value}");
}
