using System.Collections.Concurrent;
using System.Threading.Channels;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>A queue that gives what the test puts there, and tells what becomes of it.</summary>
internal sealed class ScriptedReceiver : ISyncRequestReceiver
{
    private readonly ConcurrentQueue<Func<IReadOnlyList<QueuedMessage>>> _script = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    /// <summary>Fails when told what became of a message, if set.</summary>
    public Exception? Outage { get; set; }

    public int Waiting => _script.Count;

    public void Give(params QueuedMessage[] messages) => _script.Enqueue(() => messages);

    public void Fail(Exception exception) => _script.Enqueue(() => throw exception);

    public bool HasTold => _told.Reader.TryPeek(out _);

    public Task<string> ToldAsync(CancellationToken cancellationToken) => _told.Reader.ReadAsync(cancellationToken).AsTask();

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_script.TryDequeue(out var next) ? next() : []);
    }

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) => TellAsync($"{message.Id} is done");

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        TellAsync($"{message.Id} comes back in {delay.TotalSeconds} s");

    public Task ParkAsync(QueuedMessage message, CancellationToken cancellationToken) => TellAsync($"{message.Id} is parked");

    public Task<int> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

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
