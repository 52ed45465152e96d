using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests;

/// <summary>Flows and values as the tests like to write them.</summary>
internal static class Some
{
    public static readonly NotionProperty IdProperty =
        new() { Id = "id", Name = "Bitrix24 ID", Type = "number", Kind = ValueKind.Number, IsReadOnly = false };

    public static Flow Flow(DataSourceId dataSource, NotionProperty idProperty, IEnumerable<FieldMap> fields) => new()
    {
        Name = new("Projects"),
        Entity = EntityType.Deal,
        DataSource = dataSource,
        IdProperty = idProperty,
        Create = CreateRule.Added,
        Initial = InitialRule.Newest,
        TieBreaker = Side.Bitrix24,
        Fields = [.. fields],
    };

    /// <summary>A real field, paired with any property that can hold its values.</summary>
    public static FieldMap Field(Bitrix24Field field)
    {
        var kind = Conversions.PartnersOf(field.Kind!.Value).First();
        return Field(field, new() { Id = field.Name, Name = field.Name, Type = "any", Kind = kind, IsReadOnly = false }, field.Name);
    }

    /// <summary>A real property, paired with any field that can hold its values.</summary>
    public static FieldMap Field(NotionProperty property)
    {
        var kind = Enum.GetValues<ValueKind>().First(kind => Conversions.Find(kind, property.Kind!.Value) is not null);
        var field = new Bitrix24Field { Name = property.Name, ApiName = property.Name, Type = "any", Kind = kind, IsReadOnly = false };
        return Field(field, property, property.Name);
    }

    public static FieldKey Key(string name) => FieldKey.Of(name, name);

    public static Dictionary<FieldKey, CanonicalValue> Values(params (string Name, CanonicalValue Value)[] values) =>
        values.ToDictionary(pair => Key(pair.Name), pair => pair.Value);

    public static Text Text(string value) => new(value);

    public static Choice Choice(string name) => new(name);

    public static Number Number(decimal value) => new(value);

    public static Empty Nothing { get; } = new();

    private static FieldMap Field(Bitrix24Field field, NotionProperty property, string name) => new()
    {
        Key = Key(name),
        Bitrix24 = field,
        Notion = property,
        Direction = FieldDirection.Both,
        Policy = ConflictPolicy.LastWriteWins,
        Conversion = Conversions.Find(field.Kind!.Value, property.Kind!.Value)!,
    };
}
