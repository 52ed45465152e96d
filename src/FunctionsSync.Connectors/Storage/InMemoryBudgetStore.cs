using System.Collections.Concurrent;
using System.Globalization;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Budgets for tests and the demo, gone with the process.</summary>
public sealed class InMemoryBudgetStore : IBudgetStore
{
    private readonly ConcurrentDictionary<string, StoredBudget> _budgets = new(StringComparer.Ordinal);
    private long _version;

    public Task<StoredBudget?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_budgets.GetValueOrDefault(name));
    }

    public Task<StoredBudget?> TryWriteAsync(StoredBudget budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var next = budget with { ETag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture) };
        var isStored = budget.ETag is null
            ? _budgets.TryAdd(budget.Name, next)
            : _budgets.TryGetValue(budget.Name, out var stored) && stored.ETag == budget.ETag && _budgets.TryUpdate(budget.Name, next, stored);
        return Task.FromResult(isStored ? next : null);
    }
}
