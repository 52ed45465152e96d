using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Webhooks;

/// <summary>Sends each webhook when it is due.</summary>
internal sealed class WebhookPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkspaceState _state;
    private readonly HttpWebhookTransport _transport;
    private readonly Task _running;
    private int _isStopped;

    public WebhookPump(WorkspaceState state)
    {
        _state = state;
        _transport = new(state.Options.TimeProvider);
        _running = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        // A test may end a system early, and once more with everything else.
        if (Interlocked.Exchange(ref _isStopped, 1) != 0)
            return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _transport.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _state.Webhooks.DeliverDueAsync(_transport, cancellationToken);
            await WaitAsync(cancellationToken);
        }
    }

    /// <summary>Until something is due, or something new waits.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? next;
        lock (_state.Gate)
            next = _state.Webhooks.Outbox.NextDueAt;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task changed = _state.Webhooks.Outbox.Changed.ReadAsync(either.Token).AsTask();
        var due = next is { } at ? Task.Delay(Max(at - _state.Now, TimeSpan.Zero), _state.Options.TimeProvider, either.Token) : changed;
        await Task.WhenAny(changed, due);
        await either.CancelAsync();
        await changed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
