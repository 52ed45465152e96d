using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Parking;

namespace FunctionsSync.Service.Draining;

/// <summary>Whether a request can be begun at all: asked of nobody but this process's own memory, so that what must wait costs nothing.</summary>
public sealed class Admission(RefusedConnection refused, BudgetOutlook outlook, TimeProvider timeProvider)
{
    /// <summary>How often a request asks whether its connection works again.</summary>
    private static readonly TimeSpan RefusedDelay = TimeSpan.FromMinutes(5);

    /// <summary>Requests that are deferred together come back one after the other.</summary>
    private static readonly TimeSpan SpreadStep = TimeSpan.FromMilliseconds(250);
    private const int SpreadSteps = 16;

    private int _deferred;

    /// <summary>Null when it can.</summary>
    public Deferral? Find(RequestLane lane)
    {
        if (refused.IsQuiet)
        {
            return new(RefusedDelay, "the connection is refused");
        }

        return outlook.OpensAt(lane) - timeProvider.GetUtcNow() is { Ticks: > 0 } closed
            ? new(closed + (SpreadStep * (Interlocked.Increment(ref _deferred) % SpreadSteps)), "the request budget is used up")
            : null;
    }

    /// <summary>How long to wait, and why.</summary>
    public sealed record Deferral(TimeSpan Delay, string Why);
}
