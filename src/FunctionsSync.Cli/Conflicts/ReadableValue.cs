using System.Globalization;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Cli.Conflicts;

/// <summary>A value as a person would write it.</summary>
internal static class ReadableValue
{
    public static string Of(CanonicalValue value) => value switch
    {
        CanonicalValue.Empty => "(empty)",
        CanonicalValue.Text text => text.Value,
        CanonicalValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        CanonicalValue.Money money => string.Create(CultureInfo.InvariantCulture, $"{money.Amount} {money.Currency}"),
        CanonicalValue.Date date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CanonicalValue.DateAndTime instant => instant.Value.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        CanonicalValue.Choice choice => choice.Name,
        CanonicalValue.Choices choices => string.Join(", ", choices.Names),
        CanonicalValue.Flag flag => flag.Value ? "yes" : "no",
        CanonicalValue.Person person => person.Identity.Length == 0 ? person.Name : $"{person.Name} <{person.Identity}>",
        CanonicalValue.People people => string.Join(", ", people.Items.Select(Of)),
        CanonicalValue.Reference reference => $"{reference.Title} ({reference.Target})",
        CanonicalValue.References references => string.Join(", ", references.Items.Select(Of)),
        CanonicalValue.Link link => link.Url,
        _ => value.Encode(),
    };
}
