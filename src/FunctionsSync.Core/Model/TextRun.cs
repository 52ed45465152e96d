namespace FunctionsSync.Core.Model;

/// <summary>A stretch of text of one form.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Style">How they look.</param>
/// <param name="Link">The address behind them; null for none.</param>
public sealed record TextRun(string Text, TextStyle Style = TextStyle.None, string? Link = null)
{
    public bool HasFormOf(TextRun other) => Style == other.Style && Link == other.Link;
}
