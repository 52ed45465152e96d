using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// The looks of this process: those under way, so that a record is not looked at twice at a time, and the last that came to its end of each record,
/// so that a request it has answered already costs nothing. Forgetting one costs a look, no more.
/// </summary>
public sealed class RecentLooks
{
    private const int MostRemembered = 10_000;

    /// <summary>How far the clock of whoever noted a request may be ahead of ours.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly HashSet<(FlowName Flow, Bitrix24Id Id)> _underWay = [];
    private readonly Dictionary<(FlowName Flow, Bitrix24Id Id), (DateTimeOffset Bitrix24ReadAt, DateTimeOffset? NotionReadAt)> _last = [];
    private readonly Queue<(FlowName Flow, Bitrix24Id Id)> _order = [];

    /// <summary>Whether the last look at the record read what the request is about after it was noted. Only where that is certain.</summary>
    public bool Answers(SyncRequest request, FlowName flow, Bitrix24Id id)
    {
        lock (_lock)
        {
            if (!_last.TryGetValue((flow, id), out var look))
            {
                return false;
            }

            DateTimeOffset? readAt = request.Cause switch
            {
                SyncCause.Bitrix24Event or SyncCause.CatchUp => look.Bitrix24ReadAt,
                SyncCause.NotionPoll => look.NotionReadAt,
                // These want a look for another reason than an edit.
                _ => null,
            };
            return request.ObservedAt < readAt - ClockDifference;
        }
    }

    /// <summary>False while another look at the record is under way in this process.</summary>
    public bool TryBegin(Look look)
    {
        lock (_lock)
        {
            return _underWay.Add((look.Flow.Name, look.Id));
        }
    }

    /// <summary>Whatever came of it. Only a look that left nothing to do counts for later requests.</summary>
    public void End(Look look, SyncResult? result)
    {
        var key = (look.Flow.Name, look.Id);
        lock (_lock)
        {
            _underWay.Remove(key);
            if (result is not (SyncResult.Done or SyncResult.NoNews) || look.Bitrix24ReadAt is not { } bitrix24ReadAt)
            {
                return;
            }

            if (!_last.ContainsKey(key))
            {
                _order.Enqueue(key);
            }

            _last[key] = (bitrix24ReadAt, look.NotionReadAt);
            if (_order.Count > MostRemembered)
            {
                _last.Remove(_order.Dequeue());
            }
        }
    }
}
