using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryFailedRequestsTests : FailedRequestsContract
{
    protected override Task<IFailedRequests> CreateAsync() => Task.FromResult<IFailedRequests>(new InMemoryFailedRequests());
}
