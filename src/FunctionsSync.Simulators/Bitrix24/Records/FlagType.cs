using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A Y/N column of the entity itself.</summary>
internal sealed class FlagType() : FieldType("char")
{
    /// <summary>What <c>crm.item.*</c> takes for true; everything else, 1 and "1" included, is false.</summary>
    public static bool IsItemTrue(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.True
        || node?.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is "true" or "y" or "Y";

    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => value is true ? "Y" : "N";

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context) => IsItemTrue(node);

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.Text(node) == "Y" || node?.GetValueKind() == JsonValueKind.True;

    public override IComparable? Key(object? value) => value is true ? "Y" : "N";

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node).ToUpperInvariant();
}
