namespace FunctionsSync.Load;

/// <summary>Counts of instants in a window that slides over all of them.</summary>
internal static class SlidingWindow
{
    /// <summary>The most instants that any window of this length holds.</summary>
    public static int Most(IReadOnlyList<DateTimeOffset> ascending, TimeSpan length) => Counts(ascending, length).DefaultIfEmpty().Max();

    /// <summary>The fewest instants that a window of this length holds which begins with one of them and ends no later than <paramref name="end"/>;
    /// null where none fits.</summary>
    public static int? Fewest(IReadOnlyList<DateTimeOffset> ascending, TimeSpan length, DateTimeOffset end)
    {
        var counts = Counts(ascending, length).Where((_, index) => ascending[index] + length <= end).ToList();
        return counts.Count == 0 ? null : counts.Min();
    }

    /// <summary>For each instant, how many lie in the window that begins with it.</summary>
    private static IEnumerable<int> Counts(IReadOnlyList<DateTimeOffset> ascending, TimeSpan length)
    {
        var end = 0;
        for (var start = 0; start < ascending.Count; start++)
        {
            while (end < ascending.Count && ascending[end] - ascending[start] < length)
            {
                end++;
            }

            yield return end - start;
        }
    }
}
