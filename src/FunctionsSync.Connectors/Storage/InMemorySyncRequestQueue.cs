using System.Globalization;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Queues for tests and the demo, gone with the process. What a receiver does not finish in time goes to the next.</summary>
public sealed class InMemorySyncRequestQueue(TimeProvider time) : ISyncRequestQueue, ISyncRequestReceiver
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private long _number;

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        lock (_lock)
        {
            _entries.Add(new(NextNumber(), request.Serialize(), request.Lane) { VisibleAt = time.GetUtcNow() + delay });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        Receive(entry => entry.Lane == lane && !entry.IsPoison, count, visibility, cancellationToken);

    public Task<IReadOnlyList<QueuedMessage>> ReceivePoisonAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        Receive(entry => entry.Lane == lane && entry.IsPoison, count, visibility, cancellationToken);

    public Task<QueuedMessage?> RenewAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueuedMessage? renewed = null;
        WhileOurs(
            message,
            entry =>
            {
                Hide(entry, visibility);
                renewed = message with { Receipt = entry.Receipt };
            },
            cancellationToken);
        return Task.FromResult(renewed);
    }

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOurs(message, entry => _entries.Remove(entry), cancellationToken);

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return WhileOurs(message, entry => Hide(entry, delay), cancellationToken);
    }

    /// <summary>As in Azure, it is another message there: received by nobody yet.</summary>
    public Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOurs(
            message,
            entry =>
            {
                _entries.Remove(entry);
                _entries.Add(new(NextNumber(), entry.Text, entry.Lane) { IsPoison = true, VisibleAt = time.GetUtcNow() });
            },
            cancellationToken);

    public Task<int> CountAsync(RequestLane lane, CancellationToken cancellationToken) =>
        Count(entry => entry.Lane == lane && !entry.IsPoison, cancellationToken);

    public Task<int> CountPoisonAsync(RequestLane lane, CancellationToken cancellationToken) =>
        Count(entry => entry.Lane == lane && entry.IsPoison, cancellationToken);

    private Task<IReadOnlyList<QueuedMessage>> Receive(Func<Entry, bool> isMeant, int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueLimits.CheckReceive(count, visibility);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var received = new List<QueuedMessage>();
            foreach (var entry in _entries.Where(entry => entry.VisibleAt <= now && isMeant(entry)).Take(count))
            {
                Hide(entry, visibility);
                received.Add(new(entry.Text, ++entry.DequeueCount, entry.Id, entry.Receipt, entry.Lane, entry.IsPoison));
            }

            return Task.FromResult<IReadOnlyList<QueuedMessage>>(received);
        }
    }

    private Task<int> Count(Func<Entry, bool> isMeant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_entries.Count(isMeant));
        }
    }

    /// <summary>A message that ran past its time is still ours until somebody else receives it, as in Azure.</summary>
    private Task WhileOurs(QueuedMessage message, Action<Entry> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_entries.Find(entry => entry.Id == message.Id && entry.Receipt == message.Receipt) is { } ours)
            {
                act(ours);
            }
        }

        return Task.CompletedTask;
    }

    private void Hide(Entry entry, TimeSpan visibility)
    {
        entry.VisibleAt = time.GetUtcNow() + visibility;
        entry.Receipt = NextNumber();
    }

    private string NextNumber() => (++_number).ToString(CultureInfo.InvariantCulture);

    private sealed class Entry(string id, string text, RequestLane lane)
    {
        public string Id { get; } = id;

        public string Text { get; } = text;

        public RequestLane Lane { get; } = lane;

        public bool IsPoison { get; init; }

        public DateTimeOffset VisibleAt { get; set; }

        /// <summary>Of nobody until it is received.</summary>
        public string Receipt { get; set; } = string.Empty;

        public long DequeueCount { get; set; }
    }
}
