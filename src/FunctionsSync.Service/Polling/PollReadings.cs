using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Service.Draining;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// What the last polls of this process saw of the pages they asked to be looked at: where the look happens here too, the page need not be read
/// again. Each is used once, and soon.
/// </summary>
public sealed class PollReadings(TimeProvider timeProvider)
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<(FlowName Flow, PageId Page), (Flow Flow, Snapshot Snapshot)> _readings = [];
    private readonly Queue<(FlowName Flow, PageId Page)> _order = [];

    public void Keep(Flow flow, PageId page, Snapshot snapshot)
    {
        lock (_lock)
        {
            _readings[(flow.Name, page)] = (flow, snapshot);
            _order.Enqueue((flow.Name, page));
            while (_order.Count > MostKept)
            {
                _readings.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>
    /// What the poll saw; null where it is too old, where we wrote the page so near to it that it may not show what we wrote, or where the flow was
    /// bound anew since: a field may be paired with another property.
    /// </summary>
    public Snapshot? Take(Flow flow, RecordMapping mapping)
    {
        if (mapping is not { PageId: { } page, Tombstone: null })
        {
            return null;
        }

        lock (_lock)
        {
            return _readings.Remove((mapping.Flow, page), out var kept)
                && ReferenceEquals(kept.Flow, flow)
                && kept.Snapshot.ReadAt is { } readAt
                && timeProvider.GetUtcNow() - readAt <= Lifetime
                && SidesReader.IsBeyondLag(mapping.WrittenAt, readAt)
                ? kept.Snapshot
                : null;
        }
    }
}
