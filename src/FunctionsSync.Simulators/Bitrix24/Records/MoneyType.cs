using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>An amount and a currency as one text, <c>1.00|RUB</c>. The currency is not checked; a bare amount gets the default
/// one.</summary>
internal sealed class MoneyType() : FieldType("money")
{
    public override JsonNode? ToItem(object? value, FieldDefinition field, ValueContext context) => (string?)value;

    public override object? FromItem(JsonNode? node, FieldDefinition field, ValueContext context)
    {
        var parts = Php.Text(node).Split('|', 2);
        if (parts[0].Length == 0)
            return "";
        var amount = Php.Number(parts[0]) ?? throw RestError.NotValid(field.Name);
        var currency = parts.Length == 2 && parts[1].Length > 0 ? parts[1] : context.DefaultCurrency;
        return amount.ToString("F2", CultureInfo.InvariantCulture) + "|" + currency;
    }

    public override object? FromClassic(JsonNode? node, FieldDefinition field, ValueContext context) =>
        Php.Number(Php.Text(node).Split('|')[0]) is null ? "" : FromItem(node, field, context);

    public override IComparable? Key(object? value) => (string?)value ?? "";

    public override IComparable? FilterKey(JsonNode? node, ValueContext context) => Php.Text(node);
}
