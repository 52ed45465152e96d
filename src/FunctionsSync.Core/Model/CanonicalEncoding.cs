using System.Globalization;

namespace FunctionsSync.Core.Model;

/// <summary>Reads what <see cref="CanonicalValue.Encode"/> wrote.</summary>
public static class CanonicalEncoding
{
    /// <summary>Null for what no version known here wrote.</summary>
    public static CanonicalValue? Decode(string text)
    {
        var split = text.IndexOf(':', StringComparison.Ordinal);
        var (tag, rest) = split < 0 ? (text, string.Empty) : (text[..split], text[(split + 1)..]);
        return tag switch
        {
            "empty" => new CanonicalValue.Empty(),
            "text" => new CanonicalValue.Text(rest),
            "number" => DecodeNumber(rest) is { } number ? new CanonicalValue.Number(number) : null,
            "money" => rest.Split('|', 2) is [var amount, var currency] && DecodeNumber(amount) is { } number ? new CanonicalValue.Money(number, currency) : null,
            "date" => DateOnly.TryParseExact(rest, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new CanonicalValue.Date(day) : null,
            "date-time" => DateTimeOffset.TryParse(rest, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? new CanonicalValue.DateAndTime(instant)
                : null,
            "choice" => new CanonicalValue.Choice(rest),
            "choices" => DecodeList(rest) is { } names ? new CanonicalValue.Choices(names) : null,
            "flag" => rest is "yes" or "no" ? new CanonicalValue.Flag(rest == "yes") : null,
            "person" => DecodeList(rest) is [var identity, var name] ? new CanonicalValue.Person(identity, name) : null,
            "people" => DecodeList<CanonicalValue.Person>(rest) is { } people ? new CanonicalValue.People(people) : null,
            "reference" => DecodeList(rest) is [var target, var title] && RecordRef.Parse(target) is { } record
                ? new CanonicalValue.Reference(record, title)
                : null,
            "references" => DecodeList<CanonicalValue.Reference>(rest) is { } items ? new CanonicalValue.References(items) : null,
            "formatted" => DecodeRuns(rest) is { } runs ? new CanonicalValue.FormattedText(runs) : null,
            "several" => DecodeList<CanonicalValue>(rest) is { } values ? new CanonicalValue.Several(values) : null,
            "link" => new CanonicalValue.Link(rest),
            _ => null,
        };
    }

    private static decimal? DecodeNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<T>? DecodeList<T>(string text)
        where T : CanonicalValue
    {
        var decoded = DecodeList(text)?.Select(item => Decode(item) as T).ToList();
        var items = decoded?.OfType<T>().ToList();
        return items?.Count == decoded?.Count ? items : null;
    }

    /// <summary>Three items for each run: its style, its link and its text.</summary>
    private static List<TextRun>? DecodeRuns(string text)
    {
        var parts = DecodeList(text)?.Chunk(3).ToList();
        var runs = parts?.Select(DecodeRun).OfType<TextRun>().ToList();
        return runs?.Count == parts?.Count ? runs : null;
    }

    private static TextRun? DecodeRun(string[] parts) =>
        parts is [var style, var link, var words] && int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(words, (TextStyle)number, link.Length > 0 ? link : null)
            : null;

    /// <summary>Each item with its length before it: <c>2:ab:0::1:c</c>.</summary>
    private static List<string>? DecodeList(string text)
    {
        var items = new List<string>();
        for (var position = 0; position < text.Length;)
        {
            var end = text.IndexOf(':', position);
            if (end < 0
                || !int.TryParse(text.AsSpan(position, end - position), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length > text.Length - end - 1)
            {
                return null;
            }

            items.Add(text.Substring(end + 1, length));
            position = end + 1 + length;
            if (position < text.Length && text[position++] != ':')
            {
                return null;
            }
        }

        return items;
    }
}
