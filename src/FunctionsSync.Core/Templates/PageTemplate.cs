namespace FunctionsSync.Core.Templates;

/// <summary>What the body of a new page looks like: an element of <c>templates</c> in <c>sync.json</c>.</summary>
public sealed record PageTemplate(IReadOnlyList<TemplateBlock> Blocks)
{
    /// <summary>The fields it shows, each once, as they are spelt in it first.</summary>
    public IEnumerable<string> FieldNames =>
        Blocks.SelectMany(block => block.Texts).SelectMany(text => text.FieldNames).Distinct(StringComparer.OrdinalIgnoreCase);
}
