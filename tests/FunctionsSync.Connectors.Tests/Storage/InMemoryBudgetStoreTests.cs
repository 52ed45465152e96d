using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryBudgetStoreTests : BudgetStoreContract
{
    protected override Task<IBudgetStore> CreateAsync() => Task.FromResult<IBudgetStore>(new InMemoryBudgetStore());
}
