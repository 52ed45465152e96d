using FunctionsSync.Core.Model;
using FunctionsSync.Core.Templates;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Templates;

public sealed class BodyRendererTests
{
    public static TheoryData<CanonicalValue, string> Shown() => new()
    {
        { new Text("as it is"), "as it is" },
        { new Number(1250000.50m), "1,250,000.5" },
        { new Number(-0.001m), "-0.001" },
        { new Number(0), "0" },
        { new Money(48900.5m, "EUR"), "48,900.5 EUR" },
        { new Date(new(2028, 2, 29)), "2028-02-29" },
        { new DateAndTime(new(2026, 3, 2, 15, 4, 59, TimeSpan.FromHours(3))), "2026-03-02 12:04 UTC" },
        { new Choice("In work"), "In work" },
        { new Choices(["b", "a, c"]), "a, c, b" },
        { new Flag(true), "Yes" },
        { new Flag(false), "No" },
        { Some.Ann, "Ann Lee" },
        { new People([Some.Bob, Some.Ann]), "Ann Lee, Bob Ray" },
        { new Reference(new RecordRef.Bitrix24(EntityType.Company, new(7)), "Contoso"), "Contoso" },
        { new Link("https://example.com/a"), "https://example.com/a" },
        { new Empty(), string.Empty },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void Render_Value_IsShownAsPeopleReadIt(CanonicalValue value, string expected) =>
        Assert.Equal([$"Paragraph|<{expected}>"], Render(Line(LineKind.Paragraph, "<{FIELD}>"), ("FIELD", value)));

    [Fact]
    public void Render_Link_IsOneToFollow()
    {
        var block = Assert.IsType<BodyBlock.Line>(Assert.Single(Blocks([Line(LineKind.Quote, "see {WEB}")], ("WEB", new Link("https://example.com")))));

        Assert.Equal([new TextRun("see "), new TextRun("https://example.com", Link: "https://example.com")], block.Runs);
    }

    [Fact]
    public void Render_FieldName_IsFoundWhateverItsCase() =>
        Assert.Equal(["Paragraph|A"], Render(Line(LineKind.Paragraph, "{title}"), ("TITLE", Some.Text("A"))));

    [Theory]
    [InlineData("{A}")]
    [InlineData(" {A} {B}")]
    [InlineData("{UNKNOWN}")]
    public void Render_LineOfEmptyFieldsOnly_IsLeftOut(string text)
    {
        Assert.Empty(Render(Line(LineKind.ToDo, text), ("A", new Empty()), ("B", new Empty())));
        Assert.Empty(Render(new TemplateBlock.LongText(TemplateText.Parse(text)), ("A", new Empty()), ("B", new Empty())));
    }

    [Fact]
    public void Render_LineEmptyInTheTemplate_IsKept() => Assert.Equal(["Paragraph|"], Render(Line(LineKind.Paragraph, string.Empty)));

    [Fact]
    public void Render_LongText_EachLineIsABlockOfItsOwn() => Assert.Equal(
        [
            "Paragraph|First: one", "BulletedListItem|dot", "BulletedListItem|dash", "NumberedListItem|a", "NumberedListItem|b", "Paragraph|3, not a list",
            "Paragraph|7. neither", "NumberedListItem|again",
        ],
        Render(
            new TemplateBlock.LongText(TemplateText.Parse("First: {COMMENTS}")),
            ("COMMENTS", Some.Text("one\r\n• dot\n\n  - dash\n1. a\n2. b\n3, not a list\n7. neither\n1. again\n   \n"))));

    [Fact]
    public void Render_TextLongerThanABlock_GoesOnInParagraphs()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number} é🚀"));

        var blocks = Blocks([Line(LineKind.BulletedListItem, "{COMMENTS}")], ("COMMENTS", Some.Text(text))).Cast<BodyBlock.Line>().ToList();

        Assert.Equal([LineKind.BulletedListItem, .. Enumerable.Repeat(LineKind.Paragraph, blocks.Count - 1)], blocks.Select(block => block.Kind));
        Assert.True(blocks.Count > 1);
        Assert.Equal(text, string.Concat(blocks.SelectMany(block => block.Runs).Select(run => run.Text)));
        Assert.All(blocks, block => Assert.InRange(block.Runs.Count, 1, 100));
        Assert.All(blocks.SelectMany(block => block.Runs), run =>
        {
            Assert.InRange(run.Text.Length, 1, 2000);
            Assert.False(char.IsLowSurrogate(run.Text[0]));
        });
    }

    [Fact]
    public void Render_TableCellTooLong_IsCutVisibly()
    {
        var table = new TemplateBlock.Table([[TemplateText.Parse("{COMMENTS}"), TemplateText.Parse("b")]], HasHeader: false);

        var block = Assert.IsType<BodyBlock.Table>(Assert.Single(Blocks([table], ("COMMENTS", Some.Text(new string('x', 5000))))));

        Assert.Equal(new string('x', 1999) + "…", Assert.Single(block.Rows[0][0]).Text);
        Assert.Equal("b", Assert.Single(block.Rows[0][1]).Text);
    }

    private static TemplateBlock.Line Line(LineKind kind, string text) => new(kind, TemplateText.Parse(text));

    private static IReadOnlyList<BodyBlock> Blocks(IReadOnlyList<TemplateBlock> blocks, params (string Name, CanonicalValue Value)[] values) =>
        BodyRenderer.Render(new(blocks), values.ToDictionary(value => value.Name, value => value.Value));

    private static IEnumerable<string> Render(TemplateBlock block, params (string Name, CanonicalValue Value)[] values) =>
        Blocks([block], values).Cast<BodyBlock.Line>().Select(line => $"{line.Kind}|{string.Concat(line.Runs.Select(run => run.Text))}");
}
