using System.Globalization;
using System.Text.RegularExpressions;

namespace FunctionsSync.Simulators.Notion.Properties;

/// <summary>The ISO 8601 forms that Notion takes: a date, or a date with a time and perhaps an offset. Without one it is UTC.</summary>
internal static partial class IsoTime
{
    public static bool TryRead(string text, out DateTimeOffset time, out bool hasTime, out bool hasOffset)
    {
        var form = Form().Match(text);
        hasTime = form.Groups["time"].Success;
        hasOffset = form.Groups["offset"].Success;
        time = default;
        return form.Success
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(?<time>T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(?<offset>Z|[+-]\d{2}:?\d{2})?)?$")]
    private static partial Regex Form();
}
