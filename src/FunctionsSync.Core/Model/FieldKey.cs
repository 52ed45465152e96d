namespace FunctionsSync.Core.Model;

/// <summary>
/// What a field map is called in the baseline, the journal and the status: both names as <c>sync.json</c> gives them.
/// A property renamed in Notion keeps its key; a field map rewritten in <c>sync.json</c> starts without a baseline.
/// </summary>
public readonly record struct FieldKey(string Value)
{
    public static FieldKey Of(string bitrix24Field, string notionProperty) => new($"{bitrix24Field}={notionProperty}");

    public override string ToString() => Value;
}
