using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Whole numbers and ids.</summary>
/// <remarks><c>zeroIsEmpty</c>: For references: 0 and null both say "none", and both are read back.</remarks>
internal sealed class IntegerType(string code, bool zeroIsEmpty = false) : FieldType(code)
{
    public override bool IsEmpty(object? value) => value is null || zeroIsEmpty && value is 0;

    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => value is int number ? number : null;

    public override JsonNode? ToClassic(object? value, FieldDefinition field, ValueContext context) =>
        zeroIsEmpty && value is null ? "0" : base.ToClassic(value, field, context);

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? zeroIsEmpty ? 0 : null : Php.Integer(node) ?? throw RestError.NotValid(field.Name);

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.IsEmpty(node) ? FromItem(node, field, context) : Php.Integer(node) ?? 0;

    public override IComparable? Key(object? value) => IsEmpty(value) ? null : (decimal)(int)value!;

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) =>
        Php.IsEmpty(node) ? null : zeroIsEmpty && Php.Integer(node) == 0 ? null : Php.Number(node) ?? 0m;
}
