namespace FunctionsSync.Load;

/// <summary>Counts of instants in a window that slides over all of them.</summary>
internal static class SlidingWindow
{
    /// <summary>The most instants that any window of this length holds.</summary>
    public static int Most(IReadOnlyList<DateTimeOffset> ascending, TimeSpan length) => Counts(ascending, length).DefaultIfEmpty().Max();

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
