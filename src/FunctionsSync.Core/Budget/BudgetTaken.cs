namespace FunctionsSync.Core.Budget;

/// <summary>The answer of <see cref="BudgetPolicy.Take"/>.</summary>
/// <param name="Slot">The slot; null where there is none in time.</param>
/// <param name="NoneBefore">The slot's time, or before when there is none.</param>
/// <param name="State">What is used now. To be stored before the slot is.</param>
public readonly record struct BudgetTaken(BudgetSlot? Slot, DateTimeOffset NoneBefore, BudgetState State);
