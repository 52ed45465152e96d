using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryCursorStoreTests : CursorStoreContract
{
    protected override Task<ICursorStore> CreateAsync() => Task.FromResult<ICursorStore>(new InMemoryCursorStore());
}
