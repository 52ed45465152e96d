namespace FunctionsSync.Simulation.Oracle;

/// <summary>Counts what arrives at Notion, from all instances together.</summary>
internal sealed class BudgetJudge(Action<BrokenPromise> broken)
{
    private const int MostInAMinute = 180;

    /// <summary>The rate for ten seconds, and a burst.</summary>
    private const int MostInTenSeconds = 60;

    private readonly Queue<DateTimeOffset> _minute = new();
    private readonly Queue<DateTimeOffset> _tenSeconds = new();

    public void Asked(DateTimeOffset now)
    {
        Count(_minute, now, TimeSpan.FromMinutes(1), MostInAMinute);
        Count(_tenSeconds, now, TimeSpan.FromSeconds(10), MostInTenSeconds);
    }

    /// <summary>Nobody told Notion to refuse: it did by itself.</summary>
    public void HadEnough() => broken(new(Promise.WithinBudget, "Notion answered 429 by itself"));

    private void Count(Queue<DateTimeOffset> arrivals, DateTimeOffset now, TimeSpan window, int most)
    {
        arrivals.Enqueue(now);
        while (arrivals.Peek() <= now - window)
        {
            arrivals.Dequeue();
        }

        if (arrivals.Count > most)
        {
            broken(new(Promise.WithinBudget, $"{arrivals.Count} requests arrived at Notion within {window.TotalSeconds} s"));
        }
    }
}
