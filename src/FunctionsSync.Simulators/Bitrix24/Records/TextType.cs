using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>Texts and everything the portal stores as one: codes, addresses of pages, references with a prefix.</summary>
/// <remarks><c>maxLength</c>: the column's length: what is longer is cut without a word.</remarks>
internal sealed class TextType(string code, int maxLength = int.MaxValue) : FieldType(code)
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => (string?)value;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context)
    {
        if (node is JsonArray or JsonObject)
            throw RestError.NotValid(field.Name);
        var text = Php.Text(node);
        return text.Length > maxLength ? text[..maxLength] : text;
    }

    public override IComparable? Key(object? value) => ((string?)value ?? "").ToUpperInvariant();

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node).ToUpperInvariant();
}
