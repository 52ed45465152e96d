using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>A journal for tests and the demo, gone with the process.</summary>
public sealed class InMemoryJournal(TimeProvider time, JournalRetention? retention = null) : IJournal
{
    private readonly Lock _lock = new();
    private readonly JournalOrder _order = new();
    private readonly JournalRetention _retention = retention ?? new();
    private readonly SortedDictionary<string, JournalEntry> _entries = new(StringComparer.Ordinal);

    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var id = _order.Next(entry.At);
            _entries.Add(id, entry with { Id = id });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken) =>
        ReadAsync(_ => true, count, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalKind kind, int count, CancellationToken cancellationToken) =>
        ReadAsync(entry => entry.Kind == kind, count, cancellationToken);

    public Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Purge();
            return Task.FromResult(_entries.GetValueOrDefault(id));
        }
    }

    private Task<IReadOnlyList<JournalEntry>> ReadAsync(Func<JournalEntry, bool> isMeant, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Purge();
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. _entries.Values.Where(isMeant).Take(count)]);
        }
    }

    public Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(Purge());
        }
    }

    private int Purge()
    {
        var now = time.GetUtcNow();
        var expired = _entries.Where(entry => _retention.ExpiresAt(entry.Value) <= now).Select(entry => entry.Key).ToList();
        expired.ForEach(key => _entries.Remove(key));
        return expired.Count;
    }
}
