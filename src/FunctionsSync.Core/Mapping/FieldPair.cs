using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>A field and a property as they are seen when paired with each other, and how their values convert.</summary>
public sealed record FieldPair(Bitrix24Field Bitrix24, NotionProperty Notion, Conversion Conversion)
{
    private const string RichText = "rich_text";

    /// <summary>Null when the two cannot be paired.</summary>
    public static FieldPair? Of(Bitrix24Field field, NotionProperty property) => (field.Kind, property.Kind) switch
    {
        (null, _) or (_, null) => null,
        (ValueKind.FormattedText, ValueKind.Text) when property.Type == RichText => Find(field, property with { Kind = ValueKind.FormattedText }),
        (ValueKind.Money, ValueKind.Number) => Find(field with { Kind = ValueKind.Number, Part = MoneyPart.Amount }, property),
        (ValueKind.Money, ValueKind.Choice) => Find(field with { Kind = ValueKind.Choice, Part = MoneyPart.Currency }, property),
        (ValueKind.Several, { } kind) => field.ItemKind is { } item && Conversions.FindSeveral(item, kind) is { } conversion
            ? new(field, property, conversion)
            : null,
        _ => Find(field, property),
    };

    /// <summary>The kinds of property a field can be paired with, for an error message.</summary>
    public static IEnumerable<ValueKind> PartnersOf(Bitrix24Field field) => field.Kind switch
    {
        null => [],
        ValueKind.Money => [ValueKind.Number, ValueKind.Choice],
        ValueKind.Several => Enum.GetValues<ValueKind>().Where(kind => field.ItemKind is { } item && Conversions.FindSeveral(item, kind) is not null),
        { } kind => Conversions.PartnersOf(kind),
    };

    private static FieldPair? Find(Bitrix24Field field, NotionProperty property) =>
        field.Kind is { } from && property.Kind is { } to && Conversions.Find(from, to) is { } conversion ? new(field, property, conversion) : null;
}
