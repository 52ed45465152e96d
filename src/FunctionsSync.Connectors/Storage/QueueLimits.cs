namespace FunctionsSync.Connectors.Storage;

/// <summary>What Azure Queue Storage accepts; see https://learn.microsoft.com/rest/api/storageservices/get-messages.</summary>
internal static class QueueLimits
{
    private const int MessagesPerReceive = 32;

    private static readonly TimeSpan LongestVisibility = TimeSpan.FromDays(7);

    public static void CheckReceive(int count, TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MessagesPerReceive);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, LongestVisibility);
    }

    /// <summary>The service counts in whole seconds, and its client drops the rest: never less than was asked for.</summary>
    public static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
