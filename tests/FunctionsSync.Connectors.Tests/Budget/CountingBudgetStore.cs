using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Budget;

/// <summary>A store that counts what is asked of it, and may be out of reach.</summary>
internal sealed class CountingBudgetStore(IBudgetStore inner) : IBudgetStore
{
    private int _reads;
    private int _writes;

    public int Reads => _reads;

    public int Writes => _writes;

    public bool IsOutOfReach { get; set; }

    /// <summary>What happens before the next write.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    public async Task<StoredBudget?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return IsOutOfReach ? throw new IOException("The storage is out of reach.") : await inner.ReadAsync(name, cancellationToken);
    }

    public async Task<StoredBudget?> TryWriteAsync(StoredBudget budget, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _writes);
        if (BeforeWrite is { } meanwhile)
        {
            BeforeWrite = null;
            await meanwhile();
        }

        return IsOutOfReach ? throw new IOException("The storage is out of reach.") : await inner.TryWriteAsync(budget, cancellationToken);
    }
}
