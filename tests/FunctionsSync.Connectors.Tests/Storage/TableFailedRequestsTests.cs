using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableFailedRequestsTests(AzuriteFixture azurite) : FailedRequestsContract
{
    protected override async Task<IFailedRequests> CreateAsync() => new TableFailedRequests(await azurite.NewTableAsync());
}
