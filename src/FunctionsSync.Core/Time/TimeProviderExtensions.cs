namespace FunctionsSync.Core.Time;

/// <summary>Waiting for a moment.</summary>
public static class TimeProviderExtensions
{
    /// <summary>What a delay is counted in: less than one is none at all, and to wait for it again and again would be to spin.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>A delay cannot last longer than 49 days.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Returns at that moment, and never before: a single delay may end a little early. Returns at once when it has passed.</summary>
    /// <param name="timeProvider">Whose time it is.</param>
    /// <param name="moment">When to return.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task DelayUntilAsync(this TimeProvider timeProvider, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        while (moment - timeProvider.GetUtcNow() is { Ticks: > 0 } left)
        {
            await Task.Delay(left < Shortest ? Shortest : left < Longest ? left : Longest, timeProvider, cancellationToken);
        }
    }
}
