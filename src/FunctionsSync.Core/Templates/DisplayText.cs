using System.Globalization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Templates;

/// <summary>Values as people read them, in no country's own spelling: <c>1,250,000.5</c>, <c>2026-03-02</c>, <c>Yes</c>.</summary>
internal static class DisplayText
{
    public static IEnumerable<TextRun> Of(CanonicalValue value) => value switch
    {
        CanonicalValue.Empty => [],
        CanonicalValue.Link link => [new(link.Url, Link: link.Url)],
        CanonicalValue.FormattedText text => text.Runs,
        _ => [new(Plain(value))],
    };

    private static string Plain(CanonicalValue value) => value switch
    {
        CanonicalValue.Text text => text.Value,
        CanonicalValue.Number number => Number(number.Value),
        CanonicalValue.Money money => $"{Number(money.Amount)} {money.Currency}".TrimEnd(),
        CanonicalValue.Date date => date.Value.ToString("O", CultureInfo.InvariantCulture),
        CanonicalValue.DateAndTime moment => moment.Value.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        CanonicalValue.Choice choice => choice.Name,
        CanonicalValue.Choices choices => string.Join(", ", choices.Names),
        CanonicalValue.Flag flag => flag.Value ? "Yes" : "No",
        CanonicalValue.Person person => person.Name,
        CanonicalValue.People people => string.Join(", ", people.Items.Select(person => person.Name)),
        CanonicalValue.Reference reference => reference.Title,
        CanonicalValue.References references => string.Join(", ", references.Items.Select(reference => reference.Title)),
        CanonicalValue.FormattedText text => text.Plain,
        CanonicalValue.Several several => string.Join(", ", several.Items.Select(Plain)),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "A kind of value that nobody has said how to show."),
    };

    private static string Number(decimal number) => number.ToString("#,##0.############################", CultureInfo.InvariantCulture);
}
