using System.Globalization;

namespace FunctionsSync.Core.Model;

/// <summary>The id of a Bitrix24 record, unique within its entity only: deal 7 and task 7 are different records.</summary>
public readonly record struct Bitrix24Id(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a positive whole number; everything else is no id.</summary>
    public static bool TryParse(string? text, out Bitrix24Id id)
    {
        long value = 0;
        // The parser alone would pass over NUL characters at the end.
        var ok = !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value > 0;
        id = new(ok ? value : 0);
        return ok;
    }
}
