using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Flows;

/// <summary>The types of Notion property that hold a kind of value, for messages.</summary>
internal static class PropertyTypes
{
    /// <summary>What a field can be paired with, in words.</summary>
    public static string Supported(Bitrix24Field field)
    {
        var kinds = FieldPair.PartnersOf(field).ToList();
        return kinds.Count > 0
            ? $"it goes with properties that hold {string.Join(", ", kinds)} ({string.Join(", ", kinds.SelectMany(TypesOf).Distinct())})"
            : "this type of field is not synchronised";
    }

    private static string[] TypesOf(ValueKind kind) => kind switch
    {
        ValueKind.Text => ["title", "rich_text"],
        ValueKind.FormattedText => ["rich_text"],
        ValueKind.Number => ["number"],
        ValueKind.Choice => ["select", "status"],
        ValueKind.Choices => ["multi_select"],
        ValueKind.DateAndTime => ["date"],
        ValueKind.Flag => ["checkbox"],
        ValueKind.People => ["people"],
        ValueKind.References => ["relation"],
        ValueKind.Link => ["url"],
        _ => [],
    };
}
