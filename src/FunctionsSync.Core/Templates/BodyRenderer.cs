using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>Fills a template in: template and field values in, blocks out.</summary>
public static class BodyRenderer
{
    /// <param name="template">What the body looks like.</param>
    /// <param name="values">What the fields say, by their names whatever their case; a field that is not here is empty.</param>
    public static IReadOnlyList<BodyBlock> Render(PageTemplate template, IReadOnlyDictionary<string, CanonicalValue> values)
    {
        var known = new Dictionary<string, CanonicalValue>(values, StringComparer.OrdinalIgnoreCase);
        return [.. template.Blocks.SelectMany(block => Render(block, known))];
    }

    private static IEnumerable<BodyBlock> Render(TemplateBlock block, Dictionary<string, CanonicalValue> values) => block switch
    {
        TemplateBlock.Line line => SaysSomething(line.Text, values) ? LineBlocks.Of(line.Kind, Fill(line.Text, values), line.Icon) : [],
        TemplateBlock.LongText text => SaysSomething(text.Text, values) ? LongText.ToBlocks(Fill(text.Text, values)) : [],
        TemplateBlock.Table table =>
            [new BodyBlock.Table([.. table.Rows.Select(row => row.Select(cell => TextRuns.ForCell(Fill(cell, values))).ToList())], table.HasHeader)],
        TemplateBlock.Divider => [new BodyBlock.Divider()],
        _ => throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "A kind of block that nobody has said how to render."),
    };

    /// <summary>A line of nothing but empty fields would be an empty bullet; one that is empty in the template is meant to be.</summary>
    private static bool SaysSomething(TemplateText text, Dictionary<string, CanonicalValue> values) =>
        !text.FieldNames.Any() || Fill(text, values).Any(run => !string.IsNullOrWhiteSpace(run.Text));

    private static IEnumerable<TextRun> Fill(TemplateText text, Dictionary<string, CanonicalValue> values) => text.Parts.SelectMany(part => part switch
    {
        TemplateText.Part.Literal literal => [new TextRun(literal.Text)],
        TemplateText.Part.Field field => values.TryGetValue(field.Name, out var value) ? DisplayText.Of(value) : [],
        _ => throw new ArgumentOutOfRangeException(nameof(text), part.GetType().Name, "A part of a text that nobody has said how to fill in."),
    });
}
