using System.Globalization;
using System.Text;

namespace FunctionsSync.Core.Model;

/// <summary>The normal forms canonical values are kept in.</summary>
internal static class Canonical
{
    /// <summary>Dividing by one with a full scale drops trailing zeros: 10.50 and 10.5 are one number.</summary>
    public static decimal WithoutTrailingZeros(decimal value) => value / 1.0000000000000000000000000000m;

    public static DateTimeOffset FloorToMinute(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>Lengths before the items, so that no two lists share a spelling whatever the items hold.</summary>
    public static string EncodeList(string tag, IEnumerable<string> items)
    {
        var text = new StringBuilder(tag);
        foreach (var item in items)
        {
            text.Append(':').Append(item.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(item);
        }

        return text.ToString();
    }
}
