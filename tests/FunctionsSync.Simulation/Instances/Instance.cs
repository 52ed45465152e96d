using FunctionsSync.Simulation.Time;
using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Instances;

/// <summary>
/// One running copy of the product: its own memory over storage that all share. Whatever it does outside its memory passes a gate, and at any gate it
/// may die: before the thing is done, or after it is done and before the instance hears of it.
/// </summary>
internal sealed class Instance(string name, Scheduler scheduler, Luck luck, Action<Instance> onDeath)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);
    private int? _gatesToLive;
    private bool _diesAtWrite;

    public string Name { get; } = name;

    public bool IsAlive { get; private set; } = true;

    /// <summary>What it is doing, for the timeline and for whoever must know on whose behalf it writes.</summary>
    public string Doing { get; set; } = "starting";

    /// <summary>The flow whose mapping it looked at last: the one it writes for.</summary>
    public string? Flow { get; set; }

    /// <summary>When the request was sent that is carried out now, if that is later; null for at once.</summary>
    public DateTimeOffset? AskedAt { get; private init; }

    /// <summary>When it last read each record, by <c>deal:5</c> or <c>page:…</c>.</summary>
    public Dictionary<string, DateTimeOffset> LastRead { get; } = [];

    /// <summary>Itself as it is now: what a request that it sends now is judged by, whenever that is carried out.</summary>
    public Instance Now()
    {
        var now = new Instance(Name, scheduler, luck, onDeath) { Flow = Flow, AskedAt = scheduler.Now };
        foreach (var (record, at) in LastRead)
        {
            now.LastRead.Add(record, at);
        }

        return now;
    }

    /// <summary>Lets it die at the gate that many gates away, while it does something.</summary>
    public void DieAfter(int gates) => _gatesToLive = gates;

    /// <summary>Lets it die at its next write to one of the two systems: where it matters most.</summary>
    public void DieAtWrite() => _diesAtWrite = true;

    public void Spare() => (_gatesToLive, _diesAtWrite) = (null, false);

    /// <summary>The way to something outside: it takes time, and others act meanwhile. Never returns in an instance that died.</summary>
    /// <param name="where">What the way leads to.</param>
    /// <param name="takes">How long the way is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isWrite">Whether something is going to be written to one of the two systems.</param>
    public Task PassAsync(string where, TimeSpan takes, CancellationToken cancellationToken, bool isWrite = false)
    {
        scheduler.CheckThread(where);
        cancellationToken.ThrowIfCancellationRequested();
        if (DiesHere(before: true, isWrite))
        {
            return Never();
        }

        var gate = new TaskCompletionSource();
        scheduler.In(takes, () =>
        {
            if (IsAlive)
            {
                gate.TrySetResult();
            }
        });
        if (takes > LongWait && cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() => gate.TrySetCanceled(cancellationToken));
        }

        return gate.Task;
    }

    /// <summary>The way back: the thing is done, whether or not the instance lives to hear of it.</summary>
    public Task ReturnAsync(bool isWrite = false) => DiesHere(before: false, isWrite) || !IsAlive ? Never() : Task.CompletedTask;

    public void Die()
    {
        if (IsAlive)
        {
            IsAlive = false;
            onDeath(this);
        }
    }

    private bool DiesHere(bool before, bool isWrite)
    {
        if (_diesAtWrite && isWrite && IsAlive && (!before || luck.Chance(0.5)))
        {
            Die();
            return true;
        }

        if (_gatesToLive is not { } left || !IsAlive)
        {
            return !IsAlive;
        }

        _gatesToLive = before ? left - 1 : left;
        if (left > 0 || (before && luck.Chance(0.5)))
        {
            return false;
        }

        Die();
        return true;
    }

    /// <summary>A new source every time: what waits for it goes when the instance does.</summary>
    private static Task Never() => new TaskCompletionSource().Task;
}
