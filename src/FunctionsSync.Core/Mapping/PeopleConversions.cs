using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>People as people, or by their names.</summary>
internal static class PeopleConversions
{
    public static Conversion One { get; } = new(
        value => new Converted.To(value is Person person ? FromPeople([person]) : value),
        value => value switch
        {
            People { Items: [var only] } => new Converted.To(only),
            People => new Converted.Refused("Bitrix24 holds one person in this field, Notion names several: leave one of them in the property"),
            _ => new Converted.To(value),
        });

    public static Conversion Name { get; } = new(
        value => new Converted.To(value is Person person ? FromText(person.Name) : value),
        value => new Converted.To(value is Text text ? Named(text.Value) : value));

    public static Conversion Names { get; } = new(
        value => new Converted.To(value is People people ? FromText(string.Join('\n', people.Items.Select(person => person.Name))) : value),
        value => new Converted.To(value is Text text ? FromPeople(LineFormat.Lines(text.Value).Select(Named)) : value));

    private static Person Named(string name) => new(string.Empty, name);
}
