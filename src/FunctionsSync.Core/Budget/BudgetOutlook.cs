using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Budget;

/// <summary>
/// What this process was told of the budgets lately, asked for nothing: until when it is no use to begin something. Whoever begins later may still
/// have to wait; whoever defers until then loses nothing.
/// </summary>
public sealed class BudgetOutlook
{
    private readonly Lock _lock = new();
    private DateTimeOffset _live = DateTimeOffset.MinValue;
    private DateTimeOffset _bulk = DateTimeOffset.MinValue;

    /// <summary>From when on it is worth beginning something in this lane.</summary>
    public DateTimeOffset OpensAt(RequestLane lane)
    {
        lock (_lock)
        {
            return lane == RequestLane.Bulk && _bulk > _live ? _bulk : _live;
        }
    }

    /// <summary>Somebody was told to wait. What live requests wait for, bulk requests wait for too.</summary>
    public void Close(RequestLane lane, DateTimeOffset until)
    {
        lock (_lock)
        {
            if (lane == RequestLane.Bulk)
            {
                _bulk = until > _bulk ? until : _bulk;
            }
            else
            {
                _live = until > _live ? until : _live;
            }
        }
    }
}
