using System.Runtime.ExceptionServices;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Budget;

/// <summary>A request that wants a slot, while somebody of its process asks for it.</summary>
internal sealed class BudgetWaiter(RequestLane lane, DateTimeOffset latest)
{
    public RequestLane Lane { get; } = lane;

    /// <summary>A later slot is of no use.</summary>
    public DateTimeOffset Latest { get; } = latest;

    /// <summary>Null until it was asked for.</summary>
    public BudgetTaken? Answer { get; set; }

    /// <summary>Why nobody could ask.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>It waits no longer; what it is given goes to the next.</summary>
    public bool IsGone { get; set; }

    public bool IsServed => Answer is not null || Failure is not null;
}
