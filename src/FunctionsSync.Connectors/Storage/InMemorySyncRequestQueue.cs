using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>A queue for tests and the demo, gone with the process. What a receiver does not finish in time goes to the next.</summary>
public sealed class InMemorySyncRequestQueue(TimeProvider time) : ISyncRequestQueue, ISyncRequestReceiver
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _waiting = [];
    private readonly List<Entry> _parked = [];
    private long _number;

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        lock (_lock)
        {
            _waiting.Add(new(NextNumber(), request.Serialize()) { VisibleAt = time.GetUtcNow() + delay });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueLimits.CheckReceive(count, visibility);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var received = new List<QueuedMessage>();
            foreach (var entry in _waiting.Where(entry => entry.VisibleAt <= now).Take(count))
            {
                entry.VisibleAt = now + visibility;
                entry.Receipt = NextNumber();
                received.Add(new(entry.Text, ++entry.DequeueCount, entry.Id, entry.Receipt));
            }

            return Task.FromResult<IReadOnlyList<QueuedMessage>>(received);
        }
    }

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOurs(message, entry => _waiting.Remove(entry), cancellationToken);

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return WhileOurs(
            message,
            entry =>
            {
                entry.VisibleAt = time.GetUtcNow() + delay;
                entry.Receipt = NextNumber();
            },
            cancellationToken);
    }

    public Task ParkAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOurs(
            message,
            entry =>
            {
                _waiting.Remove(entry);
                _parked.Add(entry);
            },
            cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => Count(_waiting, cancellationToken);

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => Count(_parked, cancellationToken);

    private Task<int> Count(List<Entry> entries, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(entries.Count);
        }
    }

    /// <summary>A message that ran past its time is still ours until somebody else receives it, as in Azure.</summary>
    private Task WhileOurs(QueuedMessage message, Action<Entry> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_waiting.Find(entry => entry.Id == message.Id && entry.Receipt == message.Receipt) is { } ours)
            {
                act(ours);
            }
        }

        return Task.CompletedTask;
    }

    private string NextNumber() => (++_number).ToString(CultureInfo.InvariantCulture);

    private sealed class Entry(string id, string text)
    {
        public string Id { get; } = id;

        public string Text { get; } = text;

        public DateTimeOffset VisibleAt { get; set; }

        public string? Receipt { get; set; }

        public long DequeueCount { get; set; }
    }
}
