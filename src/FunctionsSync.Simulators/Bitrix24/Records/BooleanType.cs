using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A yes/no user field: each family prints, and each understands, something else.</summary>
internal sealed class BooleanType() : FieldType("boolean")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => value is true ? "Y" : "N";

    public override JsonNode? ToClassic(object? value, FieldDefinition field, ValueContext context) => value is true ? "1" : "0";

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) => FlagType.IsItemTrue(node);

    /// <summary>PHP truth: "N" is true.</summary>
    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) => Php.IsTrue(node);

    public override IComparable? Key(object? value) => value is true ? 1m : 0m;

    /// <summary>Filters take 1 and 0; any text, "Y" included, counts as 0.</summary>
    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Number(node) ?? 0m;
}
