using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A postal address: written as a text, read back as <c>text|lat;lng|addressId</c>.</summary>
internal sealed class AddressType() : FieldType("address")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => (string?)value;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context)
    {
        var text = Php.Text(node);
        return text.Length == 0 || text.Contains('|', StringComparison.Ordinal)
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}|;|{context.NextId()}");
    }

    public override IComparable? Key(object? value) => (string?)value ?? "";

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node);
}
