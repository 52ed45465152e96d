namespace FunctionsSync.Simulation.Time;

/// <summary>The clock of one instance: all its waits are virtual, and a dead instance's never end.</summary>
/// <param name="scheduler">Whose time it is.</param>
/// <param name="isRunning">Whether what is due may still happen.</param>
internal sealed class VirtualClock(Scheduler scheduler, Func<bool> isRunning) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(scheduler, () =>
        {
            if (isRunning())
            {
                callback(state);
            }
        });
        timer.Change(dueTime, period);
        return timer;
    }
}
