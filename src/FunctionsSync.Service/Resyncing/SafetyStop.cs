using System.Globalization;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service.Resyncing;

/// <summary>Whether a comparison looks like an accident: a withdrawn permission, a mistake in the configuration, an import gone wrong.</summary>
internal static class SafetyStop
{
    /// <summary>Why to stop, for an operator; null when nothing looks wrong, or an operator has confirmed that it is right.</summary>
    public static string? Find(FlowState before, Comparison now) => before.IsConfirmed
        ? null
        : Empty("Bitrix24", "records", now.Bitrix24Count, Math.Max(before.Bitrix24Count, now.Pairs))
            ?? Empty("Notion", "pages", now.NotionCount, Math.Max(before.NotionCount, now.Pairs))
            ?? TooMany(now.Missing.Count, now.Pairs);

    private static string? Empty(string system, string what, int count, int before) => count == 0 && before > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{system} listed no {what} where there were {before}")
        : null;

    private static string? TooMany(int missing, int pairs) => missing > FlowControl.MostDeletions || missing * 2 > pairs
        ? string.Create(CultureInfo.InvariantCulture, $"of {pairs} pairs {missing} have lost a record")
        : null;
}
