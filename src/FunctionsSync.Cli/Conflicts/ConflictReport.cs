using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Conflicts;

namespace FunctionsSync.Cli.Conflicts;

/// <summary>Conflicts of the journal as lines of text.</summary>
internal static class ConflictReport
{
    private static readonly string[] s_header = ["id", "time (UTC)", "flow", "record", "field", "won"];

    /// <summary>A table, in the order given. Values are shown one at a time only: see <see cref="Show"/>.</summary>
    public static IEnumerable<string> List(IReadOnlyList<JournalEntry> conflicts)
    {
        var rows = conflicts.Select(Row).Prepend(s_header).ToList();
        var widths = s_header.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    public static IEnumerable<string> Show(JournalEntry conflict)
    {
        foreach (var (name, cell) in s_header.Zip(Row(conflict)))
        {
            yield return $"{name,-12}{cell}";
        }

        yield return $"{"page",-12}{conflict.PageId}";
        yield return $"{"lost in",-12}{conflict.WrittenTo}";
        yield return $"{"lost value",-12}{LostValue(conflict)}";
    }

    private static string[] Row(JournalEntry conflict) =>
    [
        conflict.Id ?? string.Empty,
        conflict.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        conflict.Flow.ToString(),
        conflict.Bitrix24Id.ToString(),
        string.Join(", ", conflict.Fields),
        Winner(conflict),
    ];

    private static string Winner(JournalEntry conflict) => conflict switch
    {
        { Reason: ConflictRestore.Reason } => "restored value",
        { WrittenTo: Side.Bitrix24 } => nameof(Side.Notion),
        { WrittenTo: Side.Notion } => nameof(Side.Bitrix24),
        _ => string.Empty,
    };

    private static string LostValue(JournalEntry conflict) => conflict.LostValue is not { } encoded
        ? "(not kept)"
        : CanonicalEncoding.Decode(encoded) is { } value ? ReadableValue.Of(value) : encoded;
}
