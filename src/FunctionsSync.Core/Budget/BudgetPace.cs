namespace FunctionsSync.Core.Budget;

/// <summary>How fast a budget's credit grows.</summary>
internal static class BudgetPace
{
    /// <summary>
    /// The fastest steady pace, in requests per second, that the window bears from <paramref name="from"/> on without ever standing still, with
    /// the whole <paramref name="credit"/> put aside: the steepest straight line below the number of slots that come free. So a burst is paid
    /// back evenly over the window behind it, and not by a silence at its end.
    /// </summary>
    /// <param name="limits">The limits.</param>
    /// <param name="slots">The slots given so far, in order.</param>
    /// <param name="credit">How many requests may go out at once.</param>
    /// <param name="from">Not before the last slot.</param>
    public static double Of(BudgetLimits limits, IReadOnlyList<DateTimeOffset> slots, double credit, DateTimeOffset from)
    {
        if (limits.PerWindow is not { } most)
        {
            return limits.PerSecond;
        }

        var first = 0;
        while (first < slots.Count && slots[first] + BudgetLimits.Window <= from)
        {
            first++;
        }

        var free = most - (slots.Count - first) - credit;
        var pace = (most - Math.Min(credit, most - 1)) / BudgetLimits.Window.TotalSeconds;
        for (var i = first; i < slots.Count; i++)
        {
            pace = Math.Min(pace, (free + i - first + 1) / (slots[i] + BudgetLimits.Window - from).TotalSeconds);
        }

        // Below this only after the limits were lowered; then the window alone holds requests back.
        var least = Math.Max(1, most - limits.Capacity) / BudgetLimits.Window.TotalSeconds;
        return Math.Min(limits.PerSecond, Math.Max(least, pace));
    }
}
