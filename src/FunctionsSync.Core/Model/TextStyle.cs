namespace FunctionsSync.Core.Model;

/// <summary>The formatting that both systems have.</summary>
[Flags]
public enum TextStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Underline = 4,
    Strikethrough = 8,
}
