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

    protected override Task PassASecondAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }
}
