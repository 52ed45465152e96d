using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Which kind of Bitrix24 field can be paired with which kind of Notion property, and how their values convert.</summary>
public static class Conversions
{
    private static readonly Dictionary<(ValueKind Bitrix24, ValueKind Notion), Conversion> Table = new()
    {
        [(ValueKind.Text, ValueKind.Text)] = Conversion.Same,
        [(ValueKind.Text, ValueKind.Link)] = TextConversions.AsLink,
        [(ValueKind.FormattedText, ValueKind.Text)] = TextConversions.WithoutForm,
        [(ValueKind.FormattedText, ValueKind.FormattedText)] = Conversion.Same,
        [(ValueKind.Number, ValueKind.Number)] = Conversion.Same,
        [(ValueKind.Choice, ValueKind.Choice)] = ChoiceConversions.One,
        [(ValueKind.Choices, ValueKind.Choices)] = ChoiceConversions.Many,
        [(ValueKind.Choices, ValueKind.Text)] = ChoiceConversions.Lines,
        [(ValueKind.Flag, ValueKind.Flag)] = FlagConversions.CheckBox,
        [(ValueKind.Date, ValueKind.DateAndTime)] = DateConversions.Day,
        [(ValueKind.DateAndTime, ValueKind.DateAndTime)] = DateConversions.Moment,
        [(ValueKind.Person, ValueKind.People)] = PeopleConversions.One,
        [(ValueKind.Person, ValueKind.Text)] = PeopleConversions.Name,
        [(ValueKind.People, ValueKind.People)] = Conversion.Same,
        [(ValueKind.People, ValueKind.Text)] = PeopleConversions.Names,
        [(ValueKind.Reference, ValueKind.Text)] = ReferenceConversions.Title,
        [(ValueKind.Reference, ValueKind.References)] = ReferenceConversions.OnePage,
        [(ValueKind.References, ValueKind.Text)] = ReferenceConversions.Titles,
        [(ValueKind.References, ValueKind.Choices)] = ReferenceConversions.TitleOptions,
        [(ValueKind.References, ValueKind.References)] = ReferenceConversions.Pages,
        [(ValueKind.Link, ValueKind.Link)] = Conversion.Same,
        [(ValueKind.Link, ValueKind.Text)] = TextConversions.FromLink,
    };

    /// <summary>The conversion of a pair, or null when the two cannot be paired.</summary>
    public static Conversion? Find(ValueKind bitrix24, ValueKind notion) => Table.GetValueOrDefault((bitrix24, notion));

    /// <summary>The conversion of a field of several values of one kind, or null when they cannot be paired.</summary>
    public static Conversion? FindSeveral(ValueKind item, ValueKind notion) => LineFormat.Find(item) is not { } format ? null : notion switch
    {
        ValueKind.Text => SeveralConversions.Lines(format),
        ValueKind.Choices => SeveralConversions.Options(format),
        _ => null,
    };

    /// <summary>The kinds of Notion property a kind of Bitrix24 field can be paired with, for an error message.</summary>
    public static IEnumerable<ValueKind> PartnersOf(ValueKind bitrix24) =>
        Table.Keys.Where(pair => pair.Bitrix24 == bitrix24).Select(pair => pair.Notion);
}
