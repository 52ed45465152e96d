using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemorySyncRequestQueueTests : SyncRequestQueueContract
{
    private readonly FakeTimeProvider _time = new();

    protected override Task<(ISyncRequestQueue Queue, ISyncRequestReceiver Receiver)> CreateAsync()
    {
        var queue = new InMemorySyncRequestQueue(_time);
        return Task.FromResult<(ISyncRequestQueue, ISyncRequestReceiver)>((queue, queue));
    }

    protected override Task PassHiddenAsync()
    {
        _time.Advance(Hidden);
        return Task.CompletedTask;
    }
}
