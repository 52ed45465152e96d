namespace FunctionsSync.Core.Mapping;

/// <summary>
/// The spelling of an option's name in Notion, where a comma is refused and 100 characters are the most.
/// Source: https://developers.notion.com/reference/page-property-values.
/// </summary>
public static class OptionName
{
    public const int MaxLength = 100;

    /// <summary>A character that reads like a comma and is none (U+201A): the name stays readable and can be matched back.</summary>
    private const char LooksLikeComma = '\u201A';

    public static string ForNotion(string name)
    {
        var spelled = name.Trim().Replace(',', LooksLikeComma);
        if (spelled.Length <= MaxLength)
        {
            return spelled;
        }

        // Half of a surrogate pair is no character.
        var length = char.IsHighSurrogate(spelled[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return spelled[..length].TrimEnd();
    }

    /// <summary>Whether a name needs no cutting.</summary>
    public static bool Fits(string name) => name.Trim().Length <= MaxLength;

    /// <summary>The value an option made of it stands for.</summary>
    public static string WithCommas(string notion) => notion.Replace(LooksLikeComma, ',');

    /// <summary>Whether a name seen in Notion stands for a name of Bitrix24. Notion's option names are unique whatever their case.</summary>
    public static bool Matches(string notion, string bitrix24) =>
        string.Equals(ForNotion(notion), ForNotion(bitrix24), StringComparison.OrdinalIgnoreCase);
}
