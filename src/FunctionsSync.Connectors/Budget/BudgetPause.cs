using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Budget;

/// <summary>
/// Until when nobody in this process sends: also those who had their slot before the system said that it has had enough, and before that was
/// stored for the other instances.
/// </summary>
internal sealed class BudgetPause(BudgetOutlook outlook, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _until = DateTimeOffset.MinValue;
    private int _refusals;
    private bool _hasRecovered;

    public DateTimeOffset Until
    {
        get
        {
            lock (_lock)
            {
                return _until;
            }
        }
    }

    /// <summary>Whether the system has answered since the last pause, and nobody has stored that yet.</summary>
    public bool HasRecovered
    {
        get
        {
            lock (_lock)
            {
                return _hasRecovered;
            }
        }
    }

    public void See(BudgetState state)
    {
        ExtendTo(state.PausedUntil);
        lock (_lock)
        {
            _refusals = state.Refusals;
            _hasRecovered &= _refusals > 0;
        }
    }

    public void ExtendTo(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (until <= _until)
            {
                return;
            }

            (_until, _hasRecovered) = (until, false);
        }

        if (until > timeProvider.GetUtcNow() + BudgetLimits.Horizon)
        {
            outlook.Close(RequestLane.Live, until - BudgetLimits.Ahead);
        }
    }

    public void Answered(DateTimeOffset sentAt)
    {
        lock (_lock)
        {
            _hasRecovered |= _refusals > 0 && sentAt >= _until;
        }
    }
}
