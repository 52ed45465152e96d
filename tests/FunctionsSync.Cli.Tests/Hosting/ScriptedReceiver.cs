using System.Collections.Concurrent;
using System.Threading.Channels;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>Queues that give what the test puts there, and tell what becomes of it.</summary>
internal sealed class ScriptedReceiver : ISyncRequestReceiver
{
    private readonly ConcurrentDictionary<(RequestLane Lane, bool IsPoison), ConcurrentQueue<Func<IReadOnlyList<QueuedMessage>>>> _scripts = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    /// <summary>Fails when told what became of a message, if set.</summary>
    public Exception? Outage { get; set; }

    /// <summary>How many answers of the live queue nobody has asked for yet.</summary>
    public int Waiting => Script(RequestLane.Live, isPoison: false).Count;

    /// <summary>How long the last received messages are this receiver's.</summary>
    public TimeSpan Visibility { get; private set; }

    /// <summary>The next answer of one queue: messages of one queue go together.</summary>
    public void Give(params QueuedMessage[] messages) => Script(messages[0].Lane, messages[0].IsPoison).Enqueue(() => messages);

    public void Fail(Exception exception) => Script(RequestLane.Live, isPoison: false).Enqueue(() => throw exception);

    public bool HasTold => _told.Reader.TryPeek(out _);

    public Task<string> ToldAsync(CancellationToken cancellationToken) => _told.Reader.ReadAsync(cancellationToken).AsTask();

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        Receive(lane, isPoison: false, visibility, cancellationToken);

    public Task<IReadOnlyList<QueuedMessage>> ReceivePoisonAsync(RequestLane lane, int count, TimeSpan visibility, CancellationToken cancellationToken) =>
        Receive(lane, isPoison: true, visibility, cancellationToken);

    public async Task<QueuedMessage?> RenewAsync(QueuedMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        await TellAsync($"{message.Id} is renewed for {visibility.TotalSeconds} s");
        return message with { Receipt = message.Receipt + "+" };
    }

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) => TellAsync($"{message.Id} is done{Renewals(message)}");

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        TellAsync($"{message.Id} comes back in {delay.TotalSeconds} s");

    public Task MoveToPoisonAsync(QueuedMessage message, CancellationToken cancellationToken) => TellAsync($"{message.Id} is given up");

    public Task<int> CountAsync(RequestLane lane, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountPoisonAsync(RequestLane lane, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static string Renewals(QueuedMessage message) => message.Receipt.EndsWith('+') ? $" with {message.Receipt}" : string.Empty;

    private ConcurrentQueue<Func<IReadOnlyList<QueuedMessage>>> Script(RequestLane lane, bool isPoison) => _scripts.GetOrAdd((lane, isPoison), _ => new());

    private Task<IReadOnlyList<QueuedMessage>> Receive(RequestLane lane, bool isPoison, TimeSpan visibility, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Script(lane, isPoison).TryDequeue(out var next))
        {
            return Task.FromResult<IReadOnlyList<QueuedMessage>>([]);
        }

        Visibility = visibility;
        return Task.FromResult(next());
    }

    private Task TellAsync(string what)
    {
        if (Outage is { } outage)
        {
            Outage = null;
            _told.Writer.TryWrite($"outage instead of: {what}");
            throw outage;
        }

        _told.Writer.TryWrite(what);
        return Task.CompletedTask;
    }
}
