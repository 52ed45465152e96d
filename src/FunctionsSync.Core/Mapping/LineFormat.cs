using System.Globalization;
using FunctionsSync.Core.Model;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Mapping;

/// <summary>How one of several values is written as a line or an option, and read back.</summary>
/// <param name="Write">The value in words.</param>
/// <param name="Read">The value the words stand for; null when they stand for none.</param>
/// <param name="Name">What the words must be, for a reason.</param>
internal sealed record LineFormat(Func<CanonicalValue, string> Write, Func<string, CanonicalValue?> Read, string Name)
{
    private static readonly Dictionary<ValueKind, LineFormat> Known = new()
    {
        [ValueKind.Text] = new(value => value is Text text ? text.Value.Replace('\n', ' ') : string.Empty, line => new Text(line), "a text"),
        [ValueKind.Link] = new(value => value is Link link ? link.Url : string.Empty, line => new Link(line), "an address"),
        [ValueKind.Number] = new(value => value is Number number ? number.Value.ToString(CultureInfo.InvariantCulture) : string.Empty, ReadNumber, "a number such as 1.5"),
        [ValueKind.Money] = new(value => value is Money money ? Words(money) : string.Empty, ReadMoney, "an amount with its currency, such as 10.50 EUR"),
        [ValueKind.Date] = new(value => value is Date date ? date.Value.ToString("O", CultureInfo.InvariantCulture) : string.Empty, ReadDate, "a date such as 2026-12-31"),
        [ValueKind.DateAndTime] = new(
            value => value is DateAndTime moment ? moment.Value.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : string.Empty,
            ReadMoment,
            "a time in UTC such as 2026-12-31 18:00"),
    };

    public static LineFormat? Find(ValueKind item) => Known.GetValueOrDefault(item);

    public static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string Words(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}").Trim();

    private static Number? ReadNumber(string line) =>
        decimal.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(number) : null;

    private static Money? ReadMoney(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var amount, var currency] when ReadNumber(amount) is { } number => new(number.Value, currency),
        _ => null,
    };

    private static Date? ReadDate(string line) =>
        DateOnly.TryParseExact(line, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day) : null;

    private static DateAndTime? ReadMoment(string line) =>
        DateTimeOffset.TryParse(line, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? new(moment) : null;
}
