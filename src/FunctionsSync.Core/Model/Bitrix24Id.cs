using System.Globalization;

namespace FunctionsSync.Core.Model;

/// <summary>The id of a Bitrix24 record, unique within its entity only: deal 7 and task 7 are different records.</summary>
public readonly record struct Bitrix24Id(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a positive whole number; everything else is no id.</summary>
    public static bool TryParse(string? text, out Bitrix24Id id)
    {
        var ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0;
        id = new(ok ? value : 0);
        return ok;
    }
}
