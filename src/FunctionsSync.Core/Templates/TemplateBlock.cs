namespace FunctionsSync.Core.Templates;

/// <summary>One block of a template.</summary>
public abstract record TemplateBlock
{
    private TemplateBlock()
    {
    }

    /// <summary>The texts in it, in order.</summary>
    public abstract IEnumerable<TemplateText> Texts { get; }

    /// <param name="Kind">What kind of block it becomes.</param>
    /// <param name="Text">What it says. It is left out when it says nothing but empty fields.</param>
    /// <param name="Icon">An emoji; for a callout only.</param>
    public sealed record Line(LineKind Kind, TemplateText Text, string? Icon = null) : TemplateBlock
    {
        public override IEnumerable<TemplateText> Texts => [Text];
    }

    /// <summary>A text of many lines: each becomes a block of its own, a paragraph or a list item.</summary>
    public sealed record LongText(TemplateText Text) : TemplateBlock
    {
        public override IEnumerable<TemplateText> Texts => [Text];
    }

    /// <param name="Rows">The cells, equally many in each row.</param>
    /// <param name="HasHeader">Whether the first row is a heading.</param>
    public sealed record Table(IReadOnlyList<IReadOnlyList<TemplateText>> Rows, bool HasHeader) : TemplateBlock
    {
        public override IEnumerable<TemplateText> Texts => Rows.SelectMany(row => row);
    }

    public sealed record Divider : TemplateBlock
    {
        public override IEnumerable<TemplateText> Texts => [];
    }
}
