using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Reads, writes and compares whole field values, multiple ones included.</summary>
internal static class FieldValues
{
    public static JsonNode? ToItem(FieldDefinition field, object? value, ValueContext context) =>
        !field.Multiple ? field.Type.ToItem(value, field, context)
        : value is IReadOnlyList<object> list ? new JsonArray([.. list.Select(one => field.Type.ToItem(one, field, context))])
        : NeverSet(field);

    public static JsonNode? ToClassic(FieldDefinition field, object? value, ValueContext context) =>
        !field.Multiple ? field.Type.ToClassic(value, field, context)
        : value is IReadOnlyList<object> list ? new JsonArray([.. list.Select(one => field.Type.ToClassic(one, field, context))])
        : NeverSet(field);

    public static object? FromItem(FieldDefinition field, JsonNode? node, ValueContext context)
    {
        if (!field.Multiple)
            return field.Type.FromItem(node, field, context);
        if (node is not null && Php.Elements(node) is null)
            throw new RestError("100", "Expected iterable value for multiple field, but got string instead");
        var list = List(field, (Php.Elements(node) ?? []).Select(one => field.Type.FromItem(one, field, context)));
        // A known defect of the vendor's: crm.item.update cannot clear a multiple list, it succeeds and changes nothing.
        return list.Count == 0 && field.Type is EnumerationType ? FieldType.Keep : list;
    }

    public static object? FromClassic(FieldDefinition field, JsonNode? node, ValueContext context)
    {
        if (!field.Multiple)
            return field.Type.FromClassic(node, field, context);
        var elements = Php.Elements(node) ?? (Php.IsTrue(node) ? [node] : []);
        return List(field, elements.Select(one => field.Type.FromClassic(one, field, context)));
    }

    /// <summary>Null, "" and an empty list are the same nothing; 0 and false are not.</summary>
    public static bool AreEqual(FieldDefinition field, object? one, object? other)
    {
        if (field.Multiple)
            return (one as IReadOnlyList<object> ?? []).SequenceEqual(other as IReadOnlyList<object> ?? []);
        return field.Type.IsEmpty(one) ? field.Type.IsEmpty(other) : Equals(one, other);
    }

    private static List<object> List(FieldDefinition field, IEnumerable<object?> values) =>
        [.. values.OfType<object>().Where(one => one != FieldType.Keep && !field.Type.IsEmpty(one))];

    /// <summary>A multiple field nobody ever filled is false, or null for a list: the portal is not consistent.</summary>
    private static JsonValue? NeverSet(FieldDefinition field) =>
        field.Type is EnumerationType || !field.Dynamic ? null : JsonValue.Create(false);
}
