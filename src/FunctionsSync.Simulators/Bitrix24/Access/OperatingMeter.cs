namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>Execution time per method over ten one-minute buckets. Runs under 0.1 s are not counted.</summary>
internal sealed class OperatingMeter(TimeProvider timeProvider, TimeSpan limit)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Smallest = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, SortedDictionary<long, TimeSpan>> _used = [];

    /// <summary>What a run of a method costs; a method that is not named costs nothing.</summary>
    public Dictionary<string, TimeSpan> CostOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsBlocked(string method) => Used(method) >= limit;

    /// <summary>Counts a run; returns the seconds used and when the oldest bucket expires.</summary>
    public (double Seconds, long ResetAt) Count(string method)
    {
        var cost = CostOf.GetValueOrDefault(method);
        var minute = timeProvider.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (!_used.TryGetValue(method, out var buckets))
            _used.Add(method, buckets = []);
        if (cost >= Smallest)
            buckets[minute] = buckets.GetValueOrDefault(minute) + cost;
        var used = Used(method);
        var oldest = buckets.Count > 0 ? buckets.Keys.First() : minute;
        return (used.TotalSeconds, oldest * 60 + (long)Window.TotalSeconds);
    }

    private TimeSpan Used(string method)
    {
        if (!_used.TryGetValue(method, out var buckets))
            return TimeSpan.Zero;
        var oldest = timeProvider.GetUtcNow().ToUnixTimeSeconds() / 60 - (long)Window.TotalMinutes;
        foreach (var expired in buckets.Keys.Where(minute => minute <= oldest).ToList())
            buckets.Remove(expired);
        return buckets.Values.Aggregate(TimeSpan.Zero, static (sum, one) => sum + one);
    }
}
