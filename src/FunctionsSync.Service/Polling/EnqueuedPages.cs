using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// What this process has lately asked to be looked at and nobody has come to yet: every poll sees an edit again for as long as the overlap lasts, and
/// the request that waits in the queue is enough for a while. Forgetting one costs a look, no more.
/// </summary>
internal sealed class EnqueuedPages(TimeProvider timeProvider)
{
    private const int Most = 5_000;

    /// <summary>After that it is asked for again: the overlap heals a look that did not see what the poll saw.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<(FlowName Flow, PageId Page), Enqueued> _enqueued = [];

    /// <summary>
    /// Whether a look at just this was asked for, and none has touched the record since: what a person enters again after one is another edit, also
    /// in the same minute.
    /// </summary>
    public bool Has(EditedPage page, RecordMapping mapping)
    {
        lock (_lock)
        {
            return _enqueued.TryGetValue((mapping.Flow, page.Id), out var known)
                && timeProvider.GetUtcNow() < known.At + Lifetime
                && known.Version == mapping.ETag
                && known.Page.EditedAt == page.Snapshot.EditedAt
                && known.Page.Unreadable.Count == page.Snapshot.Unreadable.Count
                && AreEqual(known.Page.Values, page.Snapshot.Values);
        }
    }

    public void Add(EditedPage page, RecordMapping mapping)
    {
        lock (_lock)
        {
            if (_enqueued.Count >= Most)
            {
                _enqueued.Clear();
            }

            _enqueued[(mapping.Flow, page.Id)] = new(timeProvider.GetUtcNow(), mapping.ETag, page.Snapshot);
        }
    }

    /// <summary>Keeps none that has had its time.</summary>
    public void Forget()
    {
        var ended = timeProvider.GetUtcNow() - Lifetime;
        lock (_lock)
        {
            foreach (var (key, known) in _enqueued)
            {
                if (known.At <= ended)
                {
                    _enqueued.Remove(key);
                }
            }
        }
    }

    private static bool AreEqual(IReadOnlyDictionary<FieldKey, CanonicalValue> one, IReadOnlyDictionary<FieldKey, CanonicalValue> other) =>
        one.Count == other.Count && one.All(value => value.Value.Equals(other.GetValueOrDefault(value.Key)));

    private sealed record Enqueued(DateTimeOffset At, string? Version, Snapshot Page);
}
