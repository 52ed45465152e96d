using System.Security.Cryptography;
using System.Text;

namespace FunctionsSync.Core.Templates;

/// <summary>
/// How far a page's body has been written. It holds no text, only a print of every block, by which the rest is found again when the record was
/// edited in between.
/// </summary>
/// <param name="Prints">Eight hex digits for each block of the whole body, in order.</param>
/// <param name="Written">How many of the first blocks are in Notion for certain.</param>
/// <param name="Pending">How many more were being written: whether they arrived is not known until somebody looks. Zero when nothing is in doubt.</param>
public sealed record BodyProgress(string Prints, int Written, int Pending)
{
    private const int PrintLength = 8;

    public int Total => Prints.Length / PrintLength;

    public bool IsComplete => Pending == 0 && Written >= Total;

    /// <summary>Before anything is written: <paramref name="pending"/> blocks are about to be.</summary>
    public static BodyProgress Begin(IReadOnlyList<BodyBlock> blocks, int pending) => new(PrintsOf(blocks), 0, pending);

    /// <summary>What was pending has arrived.</summary>
    public BodyProgress Arrived() => this with { Written = Written + Pending, Pending = 0 };

    /// <summary>
    /// Clears the doubt. A request takes effect as a whole or not at all, so the count need not be exact: somebody may have removed a block.
    /// Null when nothing of the body is there: the page is none of ours. Null as well when more is there than was ever sent: the page has had its
    /// body from an earlier creation, of which no mapping tells any more.
    /// </summary>
    /// <param name="found">How many of the page's blocks were written by us.</param>
    public BodyProgress? Settle(int found)
    {
        if (Pending == 0)
        {
            return this;
        }

        if (found > Written + Pending)
        {
            return null;
        }

        var hasArrived = (found - Written) * 2 > Pending;
        return hasArrived ? Arrived() : Written > 0 ? this with { Pending = 0 } : null;
    }

    /// <summary>
    /// What is left to write of a body rendered anew. Where the record was edited in between, the rest is what stands behind the blocks that
    /// are there already.
    /// </summary>
    public BodyRest RestOf(IReadOnlyList<BodyBlock> blocks)
    {
        var prints = PrintsOf(blocks);
        if (prints == Prints)
        {
            return new([.. blocks.Skip(Written)], this, IsMixed: false);
        }

        var count = blocks.Count;
        var same = Common(prints, fromEnd: false);
        var sameAtEnd = Math.Min(Common(prints, fromEnd: true), Math.Min(Total, count) - same);
        var left = Total - Written;
        // An edit of the very text that is being written leaves no clean seam.
        var isMixed = same < Written && sameAtEnd < left;
        var start = same >= Written ? Written : isMixed ? Math.Min(Written, count - sameAtEnd) : count - left;
        var rest = blocks.Skip(start).ToList();
        return new(rest, this with { Prints = Prints[..(Written * PrintLength)] + PrintsOf(rest) }, isMixed);
    }

    private int Common(string prints, bool fromEnd)
    {
        var total = prints.Length / PrintLength;
        var count = 0;
        while (count < Math.Min(Total, total) && Print(Prints, fromEnd ? Total - 1 - count : count) == Print(prints, fromEnd ? total - 1 - count : count))
        {
            count++;
        }

        return count;
    }

    private static string Print(string prints, int index) => prints.Substring(index * PrintLength, PrintLength);

    private static string PrintsOf(IEnumerable<BodyBlock> blocks) => string.Concat(blocks.Select(block =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(block.Encode())).AsSpan(0, PrintLength / 2))));
}
