using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Amounts of user fields, <c>123.45|EUR</c>. Without a currency the portal takes its own.
/// Source: https://apidocs.bitrix24.com/api-reference/crm/universal/user-defined-fields/.
/// </summary>
internal static class Bitrix24Money
{
    private const int CodeLength = 3;

    /// <summary>The value, or the half of it that a field map is about.</summary>
    public static CanonicalValue Read(string? text, MoneyPart? part) => (Parse(text), part) switch
    {
        (null, _) => new CanonicalValue.Empty(),
        ({ } money, MoneyPart.Amount) => new CanonicalValue.Number(money.Amount),
        ({ } money, MoneyPart.Currency) => CanonicalValue.FromChoice(money.Currency),
        ({ } money, _) => money,
    };

    public static string Write(CanonicalValue.Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount}|{money.Currency}");

    /// <summary>The current value with one half replaced.</summary>
    public static Bitrix24Written With(string? current, MoneyPart part, CanonicalValue value) => (part, value, Parse(current)) switch
    {
        (MoneyPart.Amount, CanonicalValue.Number amount, var known) => Text(new CanonicalValue.Money(amount.Value, known?.Currency ?? CurrencyOf(current))),
        (MoneyPart.Amount, CanonicalValue.Empty, _) => new(JsonValue.Create(string.Empty)),
        (MoneyPart.Currency, CanonicalValue.Empty, { } known) => new(JsonValue.Create(known.Amount.ToString(CultureInfo.InvariantCulture))),
        (MoneyPart.Currency, CanonicalValue.Empty, null) => new(JsonValue.Create(string.Empty)),
        (MoneyPart.Currency, CanonicalValue.Choice, null) => Bitrix24Written.Refuse("Bitrix24 keeps a currency only together with an amount: set the amount first"),
        (MoneyPart.Currency, CanonicalValue.Choice currency, { } known) => IsCode(currency.Name)
            ? Text(new CanonicalValue.Money(known.Amount, currency.Name.ToUpperInvariant()))
            : RefuseCurrency(),
        _ => Bitrix24Written.Refuse("Bitrix24 takes an amount and a currency in this field"),
    };

    /// <summary>The portal takes any text for a currency and then shows amounts it cannot add up.</summary>
    public static bool IsCode(string currency) => currency.Length == CodeLength && currency.All(char.IsAsciiLetter);

    public static Bitrix24Written RefuseCurrency() => Bitrix24Written.Refuse("a currency has three letters, such as EUR: correct the name of the option");

    private static Bitrix24Written Text(CanonicalValue.Money money) =>
        new(JsonValue.Create(money.Currency.Length > 0 ? Write(money) : money.Amount.ToString(CultureInfo.InvariantCulture)));

    private static CanonicalValue.Money? Parse(string? text) =>
        decimal.TryParse(text?.Split('|')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? new(amount, CurrencyOf(text)) : null;

    private static string CurrencyOf(string? text) => text?.Split('|') is [_, var currency] ? currency.Trim() : string.Empty;
}
