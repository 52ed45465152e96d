using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableLeasesTests(AzuriteFixture azurite) : LeasesContract
{
    protected override async Task<ILeases> CreateAsync() => new TableLeases(await azurite.NewTableAsync(), Clock);
}
