using System.Globalization;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Notion keeps <c>created_time</c> and <c>last_edited_time</c> to the minute, rounded down.</summary>
internal static class MinuteTime
{
    public static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));

    public static string Text(DateTimeOffset time) =>
        Floor(time).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
