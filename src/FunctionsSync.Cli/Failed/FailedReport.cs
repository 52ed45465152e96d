using System.Globalization;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Failed;

/// <summary>Failed requests as lines of text.</summary>
internal static class FailedReport
{
    private const int LongestReason = 100;

    private static readonly string[] s_header = ["id", "last failed (UTC)", "flow", "record", "failure", "attempts", "reason"];

    /// <summary>A table, in the order given.</summary>
    public static IEnumerable<string> List(IReadOnlyList<FailedRequest> failed)
    {
        var rows = failed.Select(Row).Prepend(s_header).ToList();
        var widths = s_header.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    public static IEnumerable<string> Show(FailedRequest failed)
    {
        yield return Line("id", failed.Id);
        yield return Line("state", failed.ParkedAt is { } parked ? $"parked since {Time(parked)}" : "still being tried");
        yield return Line("flow", failed.Flow?.Value);
        yield return Line("record", failed.Record?.ToString());
        yield return Line("failure", failed.Kind.ToString());
        yield return Line("reason", failed.Reason);
        yield return Line("attempts", failed.Attempts.ToString(CultureInfo.InvariantCulture));
        yield return Line("first failed", Time(failed.FirstFailedAt));
        yield return Line("last failed", Time(failed.LastFailedAt));
        yield return Line("lane", failed.Lane.ToString());
        yield return Line("request", failed.Message);
    }

    private static string[] Row(FailedRequest failed) =>
    [
        failed.Id,
        failed.LastFailedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        failed.Flow?.Value ?? string.Empty,
        failed.Record?.ToString() ?? string.Empty,
        failed.Kind.ToString(),
        failed.Attempts.ToString(CultureInfo.InvariantCulture),
        failed.Reason.Length <= LongestReason ? failed.Reason : failed.Reason[..(LongestReason - 1)] + "…",
    ];

    private static string Line(string name, string? value) => $"{name,-14}{value}".TrimEnd();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
