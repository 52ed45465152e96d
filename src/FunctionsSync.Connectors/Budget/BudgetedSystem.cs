using FunctionsSync.Core.Budget;

namespace FunctionsSync.Connectors.Budget;

/// <summary>Whose budget it is.</summary>
/// <param name="Key">The name it is stored under: one for all who share it.</param>
/// <param name="Name">The name a person knows it by.</param>
/// <param name="Limits">What the system allows.</param>
internal sealed record BudgetedSystem(string Key, string Name, BudgetLimits Limits);
