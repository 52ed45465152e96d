using FunctionsSync.Core.Templates;
using static FunctionsSync.Core.Templates.TemplateText;

namespace FunctionsSync.Core.Tests.Templates;

public sealed class TemplateTextTests
{
    [Fact]
    public void Parse_Placeholders_AreFieldsBetweenLiterals() => Assert.Equal(
        [new Part.Literal("Budget of "), new Part.Field("OPPORTUNITY"), new Part.Field("UF_CRM_1"), new Part.Literal("!")],
        TemplateText.Parse("Budget of {OPPORTUNITY}{UF_CRM_1}!").Parts);

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("{{TITLE}}", "{TITLE}")]
    [InlineData("a }} b {{ c", "a } b { c")]
    public void Parse_BracesWrittenTwice_AreBraces(string text, string expected) =>
        Assert.Equal(expected, string.Concat(TemplateText.Parse(text).Parts.Cast<Part.Literal>().Select(part => part.Text)));

    [Theory]
    [InlineData("{TITLE", 1)]
    [InlineData("TITLE}", 6)]
    [InlineData("a {} b", 3)]
    [InlineData("a {two words}", 3)]
    [InlineData("{{{TITLE}}", 10)]
    public void Parse_BraceAlone_NamesItsPosition(string text, int position)
    {
        var exception = Assert.Throws<FormatException>(() => TemplateText.Parse(text));

        Assert.Contains($"position {position} ", exception.Message, StringComparison.Ordinal);
    }
}
