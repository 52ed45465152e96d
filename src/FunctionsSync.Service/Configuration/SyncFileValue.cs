using System.Text.Json;

namespace FunctionsSync.Service.Configuration;

/// <summary>
/// A value in <c>sync.json</c>, its JSON path, and where to leave what is wrong with it. Reading never stops at an error: what is wrong is
/// noted and read as if it were not there, so that one reading finds everything.
/// </summary>
internal sealed class SyncFileValue(JsonElement element, string path, ICollection<string> errors)
{
    private const int ShownCharacters = 40;

    /// <param name="remedy">What to do about it, as an order: "set it to true or false".</param>
    public void Refuse(string remedy) => Fail($"is {Found()}: {remedy}");

    public void Fail(string what) => errors.Add($"{path} {what}");

    public void Miss(string member, string remedy) => errors.Add($"{PathOf(path, member)} is missing: {remedy}");

    public string? Text(string remedy)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        Refuse(remedy);
        return null;
    }

    /// <summary>A text with a form of its own, such as an id.</summary>
    public string? Text(Func<string, bool> isGood, string remedy)
    {
        if (Text(remedy) is not { } text)
        {
            return null;
        }

        if (isGood(text))
        {
            return text;
        }

        Refuse(remedy);
        return null;
    }

    public bool? Flag()
    {
        if (IsFlag)
        {
            return element.GetBoolean();
        }

        Refuse("set it to true or false");
        return null;
    }

    /// <summary>One of an enumeration, in camel case: <c>lastWriteWins</c>.</summary>
    public T? Choice<T>()
        where T : struct, Enum
    {
        var choices = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        return Text(choices.ContainsKey, $"set it to {OneOf([.. choices.Keys])}") is { } name ? choices[name] : null;
    }

    public bool IsText(string text) => element.ValueKind == JsonValueKind.String && element.ValueEquals(text);

    public bool IsFlag => element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    /// <summary>A number or a text, as text.</summary>
    public string? NumberOrText(string remedy) => element.ValueKind == JsonValueKind.Number ? element.GetRawText() : Text(remedy);

    public IReadOnlyList<T> List<T>(Func<SyncFileValue, T?> read, string remedy, bool canBeEmpty = false)
        where T : class
    {
        if (!IsList || (!canBeEmpty && element.GetArrayLength() == 0))
        {
            Refuse(remedy);
            return [];
        }

        return [.. element.EnumerateArray().Select((item, index) => read(new(item, $"{path}[{index}]", errors))).OfType<T>()];
    }

    /// <summary>The members of an object, each known one once; empty where there is no object.</summary>
    /// <param name="remedy">What to do when it is none.</param>
    /// <param name="known">The names there are; any other is refused.</param>
    public SyncFileMembers Members(string remedy, params IReadOnlyList<string> known)
    {
        var members = Map(remedy, (_, value) => value);
        foreach (var name in members?.Keys.Except(known) ?? [])
        {
            errors.Add($"{PathOf(path, name)} is not known here: remove it, or correct it to {OneOf(known)}");
        }

        return new(this, members);
    }

    /// <summary>An object whose names are the user's own; null where there is no object.</summary>
    public IReadOnlyDictionary<string, T>? Map<T>(string remedy, Func<string, SyncFileValue, T?> read)
        where T : class
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(remedy);
            return null;
        }

        var map = new Dictionary<string, T>();
        var seen = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            var at = PathOf(path, member.Name);
            if (!seen.Add(member.Name))
            {
                errors.Add($"{at} is there twice: remove one of them");
            }
            else if (read(member.Name, new(member.Value, at, errors)) is { } value)
            {
                map.Add(member.Name, value);
            }
        }

        return map;
    }

    /// <summary>Usable after the document it was read from is gone.</summary>
    public JsonElement Clone() => element.Clone();

    private string Found() => element.ValueKind switch
    {
        JsonValueKind.String when string.IsNullOrWhiteSpace(element.GetString()) => "an empty text",
        JsonValueKind.String => $"'{Shortened(element.GetString() ?? string.Empty)}'",
        JsonValueKind.Array => element.GetArrayLength() == 0 ? "an empty list" : "a list",
        JsonValueKind.Object => "an object",
        _ => Shortened(element.GetRawText()),
    };

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ShownCharacters ? line : string.Concat(line.AsSpan(0, ShownCharacters), "…");
    }

    private static string OneOf(IReadOnlyList<string> names) => names is [var only] ? only : $"one of {string.Join(", ", names)}";

    private static string PathOf(string parent, string name) =>
        name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '$') ? $"{parent}.{name}" : $"{parent}['{name}']";
}
