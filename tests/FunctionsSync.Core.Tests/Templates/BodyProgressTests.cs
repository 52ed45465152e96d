using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Tests.Templates;

/// <summary>A letter is a block.</summary>
public sealed class BodyProgressTests
{
    [Theory]
    [InlineData("abcdef", 3, "abcdef", "def", false)]
    // An edit behind what is written: the rest is the new one.
    [InlineData("abcdef", 3, "abcdXXf", "dXXf", false)]
    [InlineData("abcdef", 3, "abc", "", false)]
    [InlineData("abcdef", 3, "abcdefgh", "defgh", false)]
    // An edit of what is written already: the rest is the same, wherever it stands now.
    [InlineData("abcdef", 3, "aXXXXcdef", "def", false)]
    [InlineData("abcdef", 3, "adef", "def", false)]
    [InlineData("aaaaaa", 3, "aaaaaaa", "aaaa", false)]
    // An edit across the seam: nothing is clean, but what is known to be behind it comes once.
    [InlineData("abcdef", 3, "aXXXXXf", "XXXf", true)]
    [InlineData("abcdef", 3, "aXf", "f", true)]
    [InlineData("abcdef", 3, "", "", true)]
    public void RestOf_BodyRenderedAnew_IsWhatStandsBehindTheWrittenBlocks(string before, int written, string now, string rest, bool isMixed)
    {
        var progress = BodyProgress.Begin(Blocks(before), written).Arrived();

        var result = progress.RestOf(Blocks(now));

        Assert.Equal(rest, string.Concat(result.Blocks.Cast<BodyBlock.Line>().Select(line => line.Runs[0].Text)));
        Assert.Equal(isMixed, result.IsMixed);
        Assert.Equal(written, result.Progress.Written);
        Assert.Equal(written + rest.Length, result.Progress.Total);
    }

    [Theory]
    [InlineData(100, 100, 200, 200)]
    [InlineData(100, 100, 100, 100)]
    // Somebody removed blocks meanwhile.
    [InlineData(100, 100, 190, 200)]
    [InlineData(100, 100, 90, 100)]
    [InlineData(100, 1, 101, 101)]
    [InlineData(100, 1, 100, 100)]
    [InlineData(0, 100, 100, 100)]
    public void Settle_BlocksCounted_DecidesWhetherThePartArrived(int written, int pending, int found, int expected)
    {
        var settled = new BodyProgress(string.Concat(Enumerable.Repeat("00000000", 300)), written, pending).Settle(found);

        Assert.Equal(expected, settled?.Written);
        Assert.Equal(0, settled?.Pending);
    }

    [Fact]
    public void Settle_MoreThereThanWasEverSent_ThePageHasItsBodyFromBefore() => Assert.Null(BodyProgress.Begin(Blocks("abc"), 2).Settle(found: 3));

    [Fact]
    public void Settle_NothingThereAtAll_ThePageIsNoneOfOurs() => Assert.Null(BodyProgress.Begin(Blocks("abc"), 3).Settle(found: 0));

    [Fact]
    public void IsComplete_WhileAPartIsInDoubt_IsFalse()
    {
        var progress = BodyProgress.Begin(Blocks("abc"), 3);

        Assert.False(progress.IsComplete);
        Assert.True(progress.Arrived().IsComplete);
    }

    private static List<BodyBlock> Blocks(string letters) =>
        [.. letters.Select(letter => new BodyBlock.Line(LineKind.Paragraph, [new TextRun(letter.ToString())]))];
}
