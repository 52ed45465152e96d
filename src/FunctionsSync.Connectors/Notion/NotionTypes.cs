using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Notion's property types, in canonical terms. Source: https://developers.notion.com/reference/page-property-values.</summary>
internal static class NotionTypes
{
    public const string Title = "title";
    public const string RichText = "rich_text";
    public const string Number = "number";
    public const string Select = "select";
    public const string Status = "status";
    public const string Date = "date";
    public const string People = "people";
    public const string MultiSelect = "multi_select";
    public const string Checkbox = "checkbox";
    public const string Url = "url";
    public const string Relation = "relation";

    /// <summary>Null for a type that is not synchronised.</summary>
    public static ValueKind? KindOf(string type) => type switch
    {
        Title or RichText => ValueKind.Text,
        Number => ValueKind.Number,
        Select or Status => ValueKind.Choice,
        Date => ValueKind.DateAndTime,
        People => ValueKind.People,
        MultiSelect => ValueKind.Choices,
        Checkbox => ValueKind.Flag,
        Url => ValueKind.Link,
        Relation => ValueKind.References,
        _ => null,
    };

    public static bool IsReadOnly(string type) =>
        type is "formula" or "rollup" or "created_time" or "created_by" or "last_edited_time" or "last_edited_by" or "unique_id" or "button" or "verification";
}
