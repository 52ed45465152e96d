using System.Globalization;
using FunctionsSync.Connectors.Notion;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class NotionRichTextTests
{
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData(2001, "\U0001F600")]
    [InlineData(5000, "\U0001F600")]
    [InlineData(5000, Family)]
    [InlineData(5000, "e\u0301")]
    public async Task UpdateAsync_LongTextWithAnEmojiOnTheCut_ArrivesWhole(int length, string onTheCut)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Company");
        var text = Some.Text(WithOnTheCuts(length, onTheCut));

        var answer = await workspace.WriteAsync(flow, workspace.AddPage("{}"), ("Company", text));

        Assert.Equal(text, answer.After!.Values[Some.Key("Company")]);
    }

    [Theory]
    [InlineData("\U0001F600")]
    [InlineData(Family)]
    [InlineData("e\u0301")]
    public void Split_LongText_CutsBetweenGraphemes(string onTheCut)
    {
        var text = WithOnTheCuts(5000, onTheCut);

        var parts = NotionRichText.Split(text).ToList();

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, NotionRichText.MaxItemLength));
        Assert.Equal(Graphemes(text), parts.Sum(Graphemes));
        Assert.Equal(3, parts.Count);
    }

    [Fact]
    public void Split_GraphemeLongerThanAnItem_IsCutBetweenCharacters()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\U0001E8D0", 1500)) + "b";

        var parts = NotionRichText.Split(text).ToList();

        Assert.Equal(text, string.Concat(parts));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, NotionRichText.MaxItemLength));
        Assert.All(parts, part => Assert.False(char.IsLowSurrogate(part[0]) || char.IsHighSurrogate(part[^1])));
    }

    [Theory]
    [InlineData(200_000, "a", true)]
    [InlineData(200_001, "a", false)]
    [InlineData(200_000, "\u0416", true)]
    [InlineData(199_997, "e\u0301\u0302\u0303\u0304\u0306\u0307", false)]
    public async Task UpdateAsync_TextOfAboutTheMostNotionHolds_IsWrittenOrRefused(int length, string letter, bool isWritten)
    {
        await using var workspace = await The.Workspace();
        var flow = await workspace.FlowAsync("Company");
        var text = Some.Text(string.Concat(Enumerable.Repeat(letter, length / letter.Length)));

        var answer = await workspace.WriteAsync(flow, workspace.AddPage("{}"), ("Company", text));

        Assert.Equal(isWritten, answer.Refused.Count == 0);
        Assert.Equal(isWritten ? text : null, answer.After?.Values[Some.Key("Company")] as Text);
    }

    /// <summary>A text of this length in which the grapheme lies across every 2,000th character.</summary>
    private static string WithOnTheCuts(int length, string grapheme)
    {
        var text = new string('a', length).ToCharArray();
        for (var cut = NotionRichText.MaxItemLength; cut < length; cut += NotionRichText.MaxItemLength)
        {
            grapheme.CopyTo(0, text, cut - 1, Math.Min(grapheme.Length, length - cut + 1));
        }

        return new(text);
    }

    private static int Graphemes(string text) => StringInfo.ParseCombiningCharacters(text).Length;
}
