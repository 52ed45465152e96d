using System.Globalization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>Cuts and joins stretches of text.</summary>
internal static class TextRuns
{
    public static int Length(IEnumerable<TextRun> runs) => runs.Sum(run => run.Text.Length);

    public static string Plain(IEnumerable<TextRun> runs) => string.Concat(runs.Select(run => run.Text));

    /// <summary>One list of runs for each line.</summary>
    public static List<List<TextRun>> Lines(IEnumerable<TextRun> runs)
    {
        List<List<TextRun>> lines = [[]];
        foreach (var run in runs)
        {
            var parts = run.Text.ReplaceLineEndings("\n").Split('\n');
            for (var index = 0; index < parts.Length; index++)
            {
                if (index > 0)
                {
                    lines.Add([]);
                }

                if (parts[index].Length > 0)
                {
                    lines[^1].Add(run with { Text = parts[index] });
                }
            }
        }

        return lines;
    }

    /// <summary>The runs without their first characters.</summary>
    public static List<TextRun> Skip(IReadOnlyList<TextRun> runs, int count)
    {
        var rest = new List<TextRun>();
        foreach (var run in runs)
        {
            var skipped = Math.Min(count, run.Text.Length);
            count -= skipped;
            if (skipped < run.Text.Length)
            {
                rest.Add(run with { Text = run.Text[skipped..] });
            }
        }

        return rest;
    }

    /// <summary>Lists of runs that each fit into one block; at least one, which may be empty.</summary>
    public static IReadOnlyList<IReadOnlyList<TextRun>> ForBlocks(IEnumerable<TextRun> runs)
    {
        List<List<TextRun>> blocks = [[]];
        var length = 0;
        foreach (var run in runs.SelectMany(Pieces))
        {
            if (blocks[^1].Count == BodyLimits.ItemsPerArray || length + run.Text.Length > BodyLimits.CharactersPerBlock)
            {
                blocks.Add([]);
                length = 0;
            }

            blocks[^1].Add(run);
            length += run.Text.Length;
        }

        return blocks;
    }

    /// <summary>What fits into a table cell; what was cut is marked by an ellipsis.</summary>
    public static IReadOnlyList<TextRun> ForCell(IEnumerable<TextRun> runs)
    {
        var cell = new List<TextRun>();
        var room = BodyLimits.CharactersPerCell - 1;
        foreach (var run in runs)
        {
            if (cell.Count == BodyLimits.ItemsPerArray - 1 || run.Text.Length > room)
            {
                cell.Add(run with { Text = Split(run.Text, Math.Max(room, 1)).First() + "…" });
                break;
            }

            cell.Add(run);
            room -= run.Text.Length;
        }

        return cell;
    }

    /// <summary>Pieces of at most <paramref name="most"/> UTF-16 units, cut between graphemes, so that no emoji or accent is torn apart.</summary>
    public static IEnumerable<string> Split(string text, int most)
    {
        var start = 0;
        var end = 0;
        foreach (var next in StringInfo.ParseCombiningCharacters(text).Skip(1).Append(text.Length))
        {
            if (next - start > most && end > start)
            {
                yield return text[start..end];
                start = end;
            }

            end = next;
        }

        if (end > start)
        {
            yield return text[start..end];
        }
    }

    private static IEnumerable<TextRun> Pieces(TextRun run) => Split(run.Text, BodyLimits.CharactersPerRun).Select(piece => run with { Text = piece });
}
