namespace FunctionsSync.Core.Ports;

/// <summary>A budget's state at rest.</summary>
/// <param name="Name">Which budget, unique; any text.</param>
/// <param name="State">Text of at most some thousand characters, see <see cref="Budget.BudgetText"/>.</param>
/// <param name="ETag">The version the store gave it; null for one that was never stored.</param>
public sealed record StoredBudget(string Name, string State, string? ETag = null);
