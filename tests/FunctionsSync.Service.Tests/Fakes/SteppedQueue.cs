using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

internal sealed class SteppedQueue(ISyncRequestQueue inner, Steps steps) : ISyncRequestQueue
{
    /// <summary>What was enqueued, and for how long it stays invisible.</summary>
    public List<(SyncRequest Request, TimeSpan Delay)> Enqueued { get; } = [];

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken) => steps.TakeAsync("queue.Enqueue", () =>
    {
        Enqueued.Add((request, delay));
        return inner.EnqueueAsync(request, delay, cancellationToken);
    });
}
