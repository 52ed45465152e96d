using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableFlowStateStoreTests(AzuriteFixture azurite) : FlowStateStoreContract
{
    protected override async Task<IFlowStateStore> CreateAsync() => new TableFlowStateStore(await azurite.NewTableAsync());
}
