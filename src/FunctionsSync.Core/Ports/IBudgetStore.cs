namespace FunctionsSync.Core.Ports;

/// <summary>What is used of the budgets, one state each, shared by all instances.</summary>
public interface IBudgetStore
{
    /// <returns>Null for a budget that was never used.</returns>
    Task<StoredBudget?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores the state over the version it was read as.</summary>
    /// <returns>What is stored now, to go on from without reading it; null when somebody else was first, whose state then stands.</returns>
    Task<StoredBudget?> TryWriteAsync(StoredBudget budget, CancellationToken cancellationToken);
}
