using System.Text.Encodings.Web;
using System.Text.Json;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>How much of a body one request takes.</summary>
public static class BodyPart
{
    /// <summary>More than the JSON around a piece of text, or around a block, ever is.</summary>
    private const int Overhead = 256;

    /// <summary>The first blocks that fit into a request of their own: at least one, where there is any.</summary>
    public static IReadOnlyList<BodyBlock> Alone(IReadOnlyList<BodyBlock> blocks) => [.. blocks.Take(Math.Max(1, Fit(blocks, BodyLimits.BytesPerRequest)))];

    /// <summary>The first blocks that fit into the request that creates the page, which may be none.</summary>
    public static IReadOnlyList<BodyBlock> WithPage(IReadOnlyList<BodyBlock> blocks) => [.. blocks.Take(Fit(blocks, BodyLimits.BytesWithPage))];

    private static int Fit(IReadOnlyList<BodyBlock> blocks, int mostBytes)
    {
        var (count, elements, bytes) = (0, 0, 0);
        foreach (var block in blocks.Take(BodyLimits.ItemsPerArray))
        {
            elements += Elements(block);
            bytes += Bytes(block);
            if (elements > BodyLimits.ElementsPerRequest || bytes > mostBytes)
            {
                break;
            }

            count++;
        }

        return count;
    }

    private static int Elements(BodyBlock block) => block is BodyBlock.Table table ? 1 + table.Rows.Count : 1;

    private static int Bytes(BodyBlock block) => block switch
    {
        BodyBlock.Line line => Overhead + Bytes(line.Runs),
        BodyBlock.Table table => Overhead + table.Rows.Sum(row => Overhead + row.Sum(Bytes)),
        _ => Overhead,
    };

    private static int Bytes(IReadOnlyList<TextRun> runs) => runs.Sum(run => Overhead + Bytes(run.Text) + Bytes(run.Link ?? string.Empty));

    private static int Bytes(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;
}
