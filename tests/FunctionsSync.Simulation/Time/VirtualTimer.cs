namespace FunctionsSync.Simulation.Time;

/// <summary>A timer of virtual time: it fires on the history's thread.</summary>
internal sealed class VirtualTimer(Scheduler scheduler, Action fire) : ITimer
{
    private int _setting;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var setting = ++_setting;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            scheduler.In(dueTime, () => Fire(setting, period));
        }

        return true;
    }

    public void Dispose() => _setting++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(int setting, TimeSpan period)
    {
        if (setting != _setting)
        {
            return;
        }

        if (period > TimeSpan.Zero)
        {
            scheduler.In(period, () => Fire(setting, period));
        }

        fire();
    }
}
