using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>A text as one block, or as several where it is too long for one.</summary>
internal static class LineBlocks
{
    /// <summary>What goes on in further blocks goes on in paragraphs.</summary>
    public static IEnumerable<BodyBlock> Of(LineKind kind, IEnumerable<TextRun> runs, string? icon = null) =>
        TextRuns.ForBlocks(runs).Select((part, index) => index == 0 ? new BodyBlock.Line(kind, part, icon) : new BodyBlock.Line(LineKind.Paragraph, part));
}
