namespace FunctionsSync.Core.Templates;

/// <summary>Blocks that hold one text.</summary>
public enum LineKind
{
    Paragraph,
    Heading1,
    Heading2,
    Heading3,
    ToDo,
    BulletedListItem,
    NumberedListItem,
    Callout,
    Quote,
}
