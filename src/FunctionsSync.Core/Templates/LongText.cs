using System.Globalization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>A text of many lines as blocks: lines that begin with a bullet, or count up from 1, are list items; empty ones are left out.</summary>
internal static class LongText
{
    private static readonly string[] Bullets = ["• ", "- ", "* "];

    public static IEnumerable<BodyBlock> ToBlocks(IEnumerable<TextRun> runs)
    {
        var next = 1;
        foreach (var line in TextRuns.Lines(runs).Where(line => !string.IsNullOrWhiteSpace(TextRuns.Plain(line))))
        {
            var (kind, markerLength) = Recognise(TextRuns.Plain(line), next);
            next = kind == LineKind.NumberedListItem ? next + 1 : 1;
            foreach (var block in LineBlocks.Of(kind, TextRuns.Skip(line, markerLength)))
            {
                yield return block;
            }
        }
    }

    /// <summary>What a line is, and how many of its first characters only say so.</summary>
    private static (LineKind Kind, int MarkerLength) Recognise(string line, int next)
    {
        var text = line.TrimStart();
        var indent = line.Length - text.Length;
        var number = $"{next.ToString(CultureInfo.InvariantCulture)}. ";
        return Bullets.FirstOrDefault(bullet => text.StartsWith(bullet, StringComparison.Ordinal)) is { } marker ? (LineKind.BulletedListItem, indent + marker.Length)
            : text.StartsWith(number, StringComparison.Ordinal) ? (LineKind.NumberedListItem, indent + number.Length)
            : (LineKind.Paragraph, 0);
    }
}
