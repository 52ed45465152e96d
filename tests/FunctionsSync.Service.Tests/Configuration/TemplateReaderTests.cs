using System.Text.Json;
using FunctionsSync.Core.Templates;
using FunctionsSync.Service.Configuration;

namespace FunctionsSync.Service.Tests.Configuration;

public sealed class TemplateReaderTests
{
    [Fact]
    public void Read_EveryKindOfBlock_IsKnown()
    {
        var template = Read(
            """
            [
              {"heading_1": "a"}, {"heading_2": "b"}, {"heading_3": "c"}, {"paragraph": "d"}, {"to_do": "e"}, {"bulleted_list_item": "f"},
              {"numbered_list_item": "g"}, {"callout": "h", "icon": "💡"}, {"quote": "i"}, {"divider": true}, {"text": "{COMMENTS}"},
              {"table": [["x", "{TITLE}"], ["", "y"]], "header": true}
            ]
            """,
            out var errors);

        Assert.Empty(errors);
        Assert.Equal(
            [
                LineKind.Heading1, LineKind.Heading2, LineKind.Heading3, LineKind.Paragraph, LineKind.ToDo, LineKind.BulletedListItem,
                LineKind.NumberedListItem, LineKind.Callout, LineKind.Quote,
            ],
            template.Blocks.OfType<TemplateBlock.Line>().Select(line => line.Kind));
        Assert.Equal("💡", Assert.Single(template.Blocks.OfType<TemplateBlock.Line>(), line => line.Kind == LineKind.Callout).Icon);
        Assert.Single(template.Blocks.OfType<TemplateBlock.Divider>());
        Assert.Equal(["COMMENTS"], Assert.Single(template.Blocks.OfType<TemplateBlock.LongText>()).Text.FieldNames);
        var table = Assert.Single(template.Blocks.OfType<TemplateBlock.Table>());
        Assert.True(table.HasHeader);
        Assert.Equal([2, 2], table.Rows.Select(row => row.Count));
        Assert.Equal(["COMMENTS", "TITLE"], template.FieldNames);
    }

    [Theory]
    [InlineData("""{"headline": "a"}""", "one of the members")]
    [InlineData("""{}""", "one of the members")]
    [InlineData("""{"quote": "a", "paragraph": "b"}""", "one of the members")]
    [InlineData(""" "divider" """, "one of the members")]
    [InlineData("""{"quote": "a", "icon": "💡"}""", "no 'icon'")]
    [InlineData("""{"callout": "a", "colour": "red"}""", "only 'icon'")]
    [InlineData("""{"paragraph": 7}""", "write it in quotes")]
    [InlineData("""{"paragraph": "{TITLE"}""", "placeholder")]
    [InlineData("""{"divider": false}""", "\"divider\": true")]
    [InlineData("""{"table": []}""", "1 to 100 rows")]
    [InlineData("""{"table": ["a"]}""", "1 to 100 rows")]
    [InlineData("""{"table": [["a", "b"], ["c"]]}""", "equally many")]
    [InlineData("""{"table": [["a"]], "header": "yes"}""", "neither true nor false")]
    public void Read_WrongBlock_IsNamedWithItsPathAndTheRemedy(string block, string expected)
    {
        Read($$"""[{"divider": true}, {{block}}]""", out var errors);

        var error = Assert.Single(errors);
        Assert.StartsWith("$.templates.T[1] ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private static PageTemplate Read(string json, out List<string> errors)
    {
        errors = [];
        return TemplateReader.Read(JsonSerializer.Deserialize<List<JsonElement>>(json) ?? [], "$.templates.T", errors);
    }
}
