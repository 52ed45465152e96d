using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace FunctionsSync.Connectors.Storage;

/// <summary>
/// A text of a table row that may be longer than one property: the rest is in <c>name2</c>, <c>name3</c> and so on. A property holds 64 KiB
/// of UTF-16, a row 1 MiB; see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
internal static class LongText
{
    /// <summary>Leaves room in the row for the other properties.</summary>
    public const int MostCharacters = 15 * CharactersPerProperty;

    private const int CharactersPerProperty = 32_000;

    /// <exception cref="InvalidOperationException">The text does not fit in a row: it is refused, not cut.</exception>
    public static void Write(TableEntity row, string name, string? text)
    {
        if (text?.Length > MostCharacters)
        {
            throw new InvalidOperationException(
                $"A table row holds {MostCharacters} characters of '{name}' at the most, these are {text.Length}: map fewer or shorter fields.");
        }

        var start = 0;
        for (var part = 1; text is not null && (start < text.Length || part == 1); part++)
        {
            var length = Math.Min(CharactersPerProperty, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            {
                length--;
            }

            row[Property(name, part)] = text.Substring(start, length);
            start += length;
        }
    }

    public static string? Read(TableEntity row, string name)
    {
        if (row.GetString(name) is not { } first)
        {
            return null;
        }

        var text = new StringBuilder(first);
        for (var part = 2; row.GetString(Property(name, part)) is { } next; part++)
        {
            text.Append(next);
        }

        return text.ToString();
    }

    private static string Property(string name, int part) => part == 1 ? name : name + part.ToString(CultureInfo.InvariantCulture);
}
