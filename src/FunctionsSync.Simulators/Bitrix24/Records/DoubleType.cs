using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Numbers with a fraction, rounded to the field's precision when written.</summary>
/// <param name="isColumn">A column of the entity itself: never null, and two digits in the classic methods.</param>
internal sealed class DoubleType(bool isColumn) : FieldType("double")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) =>
        value is decimal number ? Php.Plain(number) : isColumn ? 0 : null;

    public override JsonNode? ToClassic(object? value, FieldDefinition field, ValueContext context) =>
        isColumn ? ((decimal?)value ?? 0m).ToString("F2", CultureInfo.InvariantCulture) : base.ToClassic(value, field, context);

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context)
    {
        if (Php.IsEmpty(node))
            return isColumn ? 0m : null;
        var number = Php.Number(node) ?? throw RestError.NotValid(field.Name);
        return Math.Round(number, field.Precision, MidpointRounding.AwayFromZero);
    }

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.Number(node) is null && !Php.IsEmpty(node) ? 0m : FromItem(node, field, context);

    public override IComparable? Key(object? value) => (decimal?)value ?? (isColumn ? 0m : null);

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.IsEmpty(node) ? null : Php.Number(node) ?? 0m;
}
