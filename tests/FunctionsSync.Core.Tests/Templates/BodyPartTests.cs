using System.Text;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Tests.Templates;

public sealed class BodyPartTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void Alone_ManyBlocks_TakesAHundred(int blocks, int expected) =>
        Assert.Equal(expected, BodyPart.Alone([.. Enumerable.Repeat(new BodyBlock.Divider(), blocks)]).Count);

    [Fact]
    public void Alone_Tables_CountWithTheirRows()
    {
        var table = new BodyBlock.Table([.. Enumerable.Repeat<IReadOnlyList<IReadOnlyList<TextRun>>>([[]], 99)], HasHeader: false);

        Assert.Equal(10, BodyPart.Alone([.. Enumerable.Repeat(table, 20)]).Count);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("я")]
    [InlineData("件")]
    [InlineData("\u0001")]
    [InlineData("🚀")]
    public void Alone_LongTexts_StayWithinTheBytesOfARequest(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, BodyLimits.CharactersPerBlock / character.Length));
        var blocks = BodyRenderer.Render(new([.. Enumerable.Repeat(new TemplateBlock.LongText(TemplateText.Parse(text)), 20)]), new Dictionary<string, CanonicalValue>());

        var part = BodyPart.Alone(blocks);

        Assert.InRange(part.Count, 1, 19);
        Assert.True(part.Count * Encoding.UTF8.GetByteCount(text) < 450_000);
        Assert.True(BodyPart.WithPage(blocks).Count < part.Count);
    }
}
