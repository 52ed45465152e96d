using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableBudgetStoreTests(AzuriteFixture azurite) : BudgetStoreContract
{
    protected override async Task<IBudgetStore> CreateAsync() => new TableBudgetStore(await azurite.NewTableAsync());
}
