namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>Sends each event when it is due. A slow handler holds up nobody else's events, so their order may change on the way.</summary>
internal sealed class EventPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _sending = [];
    private readonly EventOutbox _outbox;
    private readonly IEventTransport _transport;
    private readonly TimeProvider _timeProvider;
    private readonly Task _running;

    public EventPump(EventOutbox outbox, IEventTransport transport, TimeProvider timeProvider)
    {
        (_outbox, _transport, _timeProvider) = (outbox, transport, timeProvider);
        _running = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_sending);
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var outgoing in _outbox.Waiting.ReadAllAsync(cancellationToken))
        {
            var delay = outgoing.DueAt - _timeProvider.GetUtcNow();
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, _timeProvider, cancellationToken);
            _sending.RemoveAll(sending => sending.IsCompleted);
            _sending.Add(_outbox.DeliverAsync(outgoing, _transport, cancellationToken));
        }
    }
}
