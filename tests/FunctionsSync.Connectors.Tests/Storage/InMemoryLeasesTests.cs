using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryLeasesTests : LeasesContract
{
    protected override Task<ILeases> CreateAsync() => Task.FromResult<ILeases>(new InMemoryLeases(Clock));
}
