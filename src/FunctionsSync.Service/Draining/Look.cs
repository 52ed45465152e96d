using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Draining;

/// <summary>One look at one record, while it is under way.</summary>
public sealed class Look(Flow flow, Bitrix24Id id, SyncCause cause, RequestLane lane) : IDisposable
{
    private readonly Lock _lock = new();
    private IDisposable? _work;
    private bool _isOver;

    public Flow Flow => flow;

    public Bitrix24Id Id => id;

    public SyncCause Cause => cause;

    public RequestLane Lane => lane;

    /// <summary>Whether another look follows where the page shows that the flow's binding is outdated. Otherwise fields that do not fit are left out.</summary>
    public bool MayBindAgain { get; init; }

    /// <summary>The mapping as the look found it.</summary>
    public RecordMapping? Mapping { get; set; }

    /// <summary>When to ask again for a record that another worker has.</summary>
    public TimeSpan AskAgainIn { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What the poll that asked for the look saw of the page; null where it cannot be relied on.</summary>
    public Snapshot? Polled { get; set; }

    /// <summary>When Bitrix24 was asked. Null until then.</summary>
    public DateTimeOffset? Bitrix24ReadAt { get; set; }

    /// <summary>As when the page is known, which a query may show late. Null until then.</summary>
    public DateTimeOffset? NotionReadAt { get; set; }

    /// <summary>Whether the page must be read: not where our own write comes back, or an event is about a field nobody maps.</summary>
    public bool AsksNotion(Snapshot inBitrix24) =>
        Mapping is { PageId: not null } mapping
        && (cause is not (SyncCause.Bitrix24Event or SyncCause.CatchUp)
            || mapping is not { Tombstone: null, Intended.Count: 0 }
            || ChangeDetection.IsNews(Side.Bitrix24, flow, mapping.Baseline, inBitrix24));

    /// <summary>There is something to carry over: counts as work until the look is over.</summary>
    public void BeginWork(WorkUnderWay work)
    {
        lock (_lock)
        {
            if (!_isOver)
            {
                _work ??= work.Begin(lane);
            }
        }
    }

    /// <summary>The look is over, whatever came of it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _work?.Dispose();
        }
    }
}
