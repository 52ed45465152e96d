using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Budget;

/// <summary>The permission to send one request.</summary>
/// <param name="At">When: not before, and at most <see cref="BudgetLimits.Lateness"/> after.</param>
/// <param name="Lane">Who it was given to.</param>
public readonly record struct BudgetSlot(DateTimeOffset At, RequestLane Lane);
