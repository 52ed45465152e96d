namespace FunctionsSync.Core.Budget;

/// <summary>What a remote system lets one customer ask.</summary>
/// <param name="PerSecond">The steady rate.</param>
/// <param name="Burst">How many requests may go out at once after a quiet time.</param>
/// <param name="CountsMinutes">Whether the system counts requests in windows of 60 s: then no 60 s hold more than 60 times the rate, bursts included.</param>
public sealed record BudgetLimits(double PerSecond, int Burst, bool CountsMinutes)
{
    /// <summary>How late a request may leave after its slot. A later one needs a new slot.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(250);

    /// <summary>60 s, and a little for requests that leave late, or are quicker on their way than those before them.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60.5);

    /// <summary>How far ahead slots are given: whoever would wait longer comes again.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far ahead slots are still given when those come again who were sent away. Until they are back, and while storage is slow to give new
    /// slots, these are used: a slot that nobody took in time is lost.
    /// </summary>
    public static readonly TimeSpan Ahead = Horizon * 3 / 4;

    /// <summary>The most slots in one window; null where the system does not count them.</summary>
    public int? PerWindow => CountsMinutes ? Math.Max(1, (int)((PerSecond * 60) + 1e-9)) : null;

    /// <summary>The burst in effect. At most half of a window, so that what follows a burst never has to stand still.</summary>
    public int Capacity => PerWindow is { } most ? Math.Clamp(Burst, 1, Math.Max(1, most / 2)) : Math.Max(1, Burst);

    /// <summary>What bulk work leaves of the burst.</summary>
    public int LeftToLive => Capacity / 5;

    /// <summary>Bulk's own limits: four fifths of the rate and of the window, without a burst.</summary>
    public BudgetLimits ForBulk => this with { PerSecond = PerSecond * 4 / 5, Burst = 1 };
}
