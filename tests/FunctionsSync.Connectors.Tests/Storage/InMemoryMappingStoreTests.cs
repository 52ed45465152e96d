using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryMappingStoreTests : MappingStoreContract
{
    protected override Task<IMappingStore> CreateAsync() => Task.FromResult<IMappingStore>(new InMemoryMappingStore());
}
