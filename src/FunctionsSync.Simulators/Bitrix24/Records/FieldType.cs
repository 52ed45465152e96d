using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>How single values of a type are stored, read and written. "Item" is <c>crm.item.*</c>, "classic" is
/// <c>crm.deal.*</c>.</summary>
/// <param name="code">The vendor's name of the type.</param>
internal abstract class FieldType(string code)
{
    /// <summary>What a write yields when the portal ignores it and keeps the value it has.</summary>
    public static readonly object Keep = new();

    public string Code { get; } = code;

    public virtual bool IsEmpty(object? value) => value is null or "";

    public abstract JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context);

    public virtual JsonNode? ToClassic(object? value, FieldDefinition field, ValueContext context) =>
        ToItem(value, field, context) is { } node ? Php.Text(node) : null;

    public abstract object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context);

    public virtual object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) => FromItem(node, field, context);

    /// <summary>What is stored once a caller of REST has written to a field that already holds something.</summary>
    public virtual object? Merge(object? stored, object? written) => written;

    /// <summary>A stored value as filters and orders compare it.</summary>
    public abstract IComparable? Key(object? value);

    /// <summary>A filter's value as it is compared with <see cref="Key"/>.</summary>
    public abstract IComparable? FilterKey(JsonNode? node, ValueContext context);
}
