using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

internal sealed class SteppedQueue(ISyncRequestQueue inner, Steps steps) : ISyncRequestQueue
{
    private readonly Lock _gate = new();
    private readonly List<(SyncRequest Request, TimeSpan Delay)> _enqueued = [];

    /// <summary>What was enqueued, and for how long it stays invisible.</summary>
    public IReadOnlyList<(SyncRequest Request, TimeSpan Delay)> Enqueued
    {
        get
        {
            lock (_gate)
                return [.. _enqueued];
        }
    }

    public void Forget()
    {
        lock (_gate)
            _enqueued.Clear();
    }

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken) => steps.TakeAsync("queue.Enqueue", () =>
    {
        lock (_gate)
            _enqueued.Add((request, delay));
        return inner.EnqueueAsync(request, delay, cancellationToken);
    });
}
