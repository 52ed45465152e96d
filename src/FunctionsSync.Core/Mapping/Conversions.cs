using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>Which kind of Bitrix24 field can be paired with which kind of Notion property, and how their values convert.</summary>
public static class Conversions
{
    private static readonly Dictionary<(ValueKind Bitrix24, ValueKind Notion), Conversion> Table = new()
    {
        [(ValueKind.Text, ValueKind.Text)] = Same(),
        [(ValueKind.Number, ValueKind.Number)] = Same(),
        [(ValueKind.Choice, ValueKind.Choice)] = new(ToOption, AsIs),
        [(ValueKind.Date, ValueKind.DateAndTime)] = new(AsIs, DayOnly),
        [(ValueKind.DateAndTime, ValueKind.DateAndTime)] = Same(),
        [(ValueKind.Person, ValueKind.People)] = new(AsPeople, OnePerson),
        [(ValueKind.Person, ValueKind.Text)] = new(AsName, NamedPerson),
        [(ValueKind.Reference, ValueKind.Text)] = new(AsTitle, null),
    };

    /// <summary>The conversion of a pair, or null when the two cannot be paired.</summary>
    public static Conversion? Find(ValueKind bitrix24, ValueKind notion) => Table.GetValueOrDefault((bitrix24, notion));

    /// <summary>The kinds of Notion property a kind of Bitrix24 field can be paired with, for an error message.</summary>
    public static IEnumerable<ValueKind> PartnersOf(ValueKind bitrix24) =>
        Table.Keys.Where(pair => pair.Bitrix24 == bitrix24).Select(pair => pair.Notion);

    private static Conversion Same() => new(AsIs, AsIs);

    private static Converted.To AsIs(CanonicalValue value) => new(value);

    private static Converted ToOption(CanonicalValue value) =>
        value is Choice choice ? new Converted.To(new Choice(OptionName.ForNotion(choice.Name))) : AsIs(value);

    private static Converted DayOnly(CanonicalValue value) =>
        value is DateAndTime moment ? new Converted.To(new Date(DateOnly.FromDateTime(moment.Value.UtcDateTime))) : AsIs(value);

    private static Converted AsPeople(CanonicalValue value) =>
        value is Person person ? new Converted.To(FromPeople([person])) : AsIs(value);

    private static Converted OnePerson(CanonicalValue value) => value switch
    {
        People { Items: [var only] } => new Converted.To(only),
        People => new Converted.Refused("Bitrix24 holds one person in this field, Notion names several: leave one of them in the property"),
        _ => AsIs(value),
    };

    private static Converted AsName(CanonicalValue value) =>
        value is Person person ? new Converted.To(FromText(person.Name)) : AsIs(value);

    private static Converted NamedPerson(CanonicalValue value) =>
        value is Text text ? new Converted.To(new Person(string.Empty, text.Value)) : AsIs(value);

    private static Converted AsTitle(CanonicalValue value) =>
        value is Reference reference ? new Converted.To(FromText(reference.Title)) : AsIs(value);
}
