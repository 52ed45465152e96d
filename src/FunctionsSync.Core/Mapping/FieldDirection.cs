namespace FunctionsSync.Core.Mapping;

/// <summary>Which way a field map carries edits.</summary>
public enum FieldDirection
{
    Both,
    ToNotion,
    ToBitrix24,
}
