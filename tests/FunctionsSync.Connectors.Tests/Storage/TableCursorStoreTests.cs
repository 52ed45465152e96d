using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableCursorStoreTests(AzuriteFixture azurite) : CursorStoreContract
{
    protected override async Task<ICursorStore> CreateAsync() => new TableCursorStore(await azurite.NewTableAsync());
}
