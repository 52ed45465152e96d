using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryFlowStateStoreTests : FlowStateStoreContract
{
    protected override Task<IFlowStateStore> CreateAsync() => Task.FromResult<IFlowStateStore>(new InMemoryFlowStateStore());
}
