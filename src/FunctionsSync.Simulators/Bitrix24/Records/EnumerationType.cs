using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>An option of a list, by its number, never by its text.</summary>
internal sealed class EnumerationType() : FieldType("enumeration")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => value is int id ? id : null;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? null : OptionOf(node, field) ?? throw RestError.NotValid(field.Name);

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? null : OptionOf(node, field);

    public override IComparable? Key(object? value) => value is int id ? (decimal)id : null;

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.IsEmpty(node) ? null : Php.Number(node) ?? 0m;

    private static int? OptionOf(JsonNode? node, FieldDefinition field) =>
        Php.Integer(node) is { } id && field.Options.Any(option => option.Id == id) ? id : null;
}
