namespace FunctionsSync.Simulation.Time;

/// <summary>
/// Virtual time: a queue of things to happen, each run on the one thread of its history, in the order they are due. Nothing ever waits, so hours
/// take milliseconds; and nothing runs beside it, so a seed repeats exactly.
/// </summary>
internal sealed class Scheduler(DateTimeOffset start)
{
    private const int MostInSecond = 100_000;

    private readonly PriorityQueue<Action, (long Due, long Order)> _events = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _order;
    private int _inSecond;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Stands for everything that has happened so far, and when: two runs of a seed have the same.</summary>
    public ulong Trail { get; private set; } = 14695981039346656037;

    /// <summary>Lets something happen after a while of virtual time.</summary>
    public void In(TimeSpan delay, Action act) => _events.Enqueue(act, ((Now + delay).UtcTicks, _order++));

    /// <summary>Lets everything happen that is due until then, unless <paramref name="enough"/> says to stop before.</summary>
    public void RunUntil(DateTimeOffset moment, Func<bool> enough)
    {
        while (!enough())
        {
            if (!_events.TryPeek(out var act, out var at) || at.Due > moment.UtcTicks)
            {
                Now = moment > Now ? moment : Now;
                return;
            }

            _events.Dequeue();
            CheckPassing(at.Due);
            Now = at.Due > Now.UtcTicks ? new DateTimeOffset(at.Due, TimeSpan.Zero) : Now;
            Note(at.Due);
            act();
        }
    }

    /// <summary>Whoever comes by here must be on the thread of the history: code that moved to another would make the run a matter of chance.</summary>
    public void CheckThread(string where)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(
                $"{where} was reached on another thread than the history's: some code on the way runs its continuation elsewhere, and no seed would repeat.");
        }
    }

    /// <summary>Whoever tries again and again without waiting would keep this going for ever.</summary>
    private void CheckPassing(long due)
    {
        _inSecond = due / TimeSpan.TicksPerSecond > Now.UtcTicks / TimeSpan.TicksPerSecond ? 0 : _inSecond + 1;
        if (_inSecond > MostInSecond)
        {
            throw new InvalidOperationException($"Time hardly passes at {Now:HH:mm:ss.fffffff}: {MostInSecond:N0} things happened within that second.");
        }
    }

    private void Note(long value) => Trail = (Trail ^ (ulong)value) * 1099511628211;
}
