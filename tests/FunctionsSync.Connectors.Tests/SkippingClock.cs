using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests;

/// <summary>
/// A clock that nobody waits for: whoever waits up to a minute finds himself at the end of the wait at once. Longer timers are time limits;
/// they run out only when a test moves the clock.
/// </summary>
internal sealed class SkippingClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 10, 0, 45, TimeSpan.Zero))
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly Lock _moving = new();
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>How long was waited, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var end = GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait)
        {
            _waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => MoveTo(end));
        }

        return timer;
    }

    private void MoveTo(DateTimeOffset moment)
    {
        lock (_moving)
        {
            if (moment > GetUtcNow())
            {
                SetUtcNow(moment);
            }
        }
    }
}
