using FunctionsSync.Simulators.Notion.State;
using FunctionsSync.Simulators.Notion.Webhooks;

namespace FunctionsSync.Simulators.Notion;

/// <summary>
/// The webhook subscription of the connection. Events of one entity are gathered for a while and sent as one; what is not acknowledged is sent up to
/// eight times in 24 hours. Source: https://developers.notion.com/reference/webhooks-events-delivery.
/// </summary>
public sealed class NotionWebhooks
{
    private readonly WorkspaceState _state;
    private readonly WebhookOutbox _outbox;
    private readonly List<WebhookDelivery> _deliveries = [];
    private int _sending;

    internal NotionWebhooks(WorkspaceState state)
    {
        _state = state;
        _outbox = new(state);
    }

    /// <summary>Webhooks that get lost on the way, for good.</summary>
    public Selection<OutgoingWebhook> Drop { get; } = new();

    /// <summary>Webhooks that arrive twice.</summary>
    public Selection<OutgoingWebhook> Duplicate { get; } = new();

    /// <summary>Webhooks that others overtake: each waits once more for as long as events are gathered.</summary>
    public Selection<OutgoingWebhook> Delay { get; } = new();

    /// <summary>Every attempt, oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries
    {
        get
        {
            lock (_state.Gate)
                return [.. _deliveries];
        }
    }

    /// <summary>How many events are gathered or being sent; none of those that wait for the minute of another attempt.</summary>
    public int OnTheWay
    {
        get
        {
            lock (_state.Gate)
                return _outbox.Gathered + _sending;
        }
    }

    internal WebhookOutbox Outbox => _outbox;

    /// <summary>A person creates the subscription, in place of any other. Its token is posted to the address; nothing else is before it is verified.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="types">The types of events; all when null.</param>
    public void Subscribe(Uri address, params string[] types)
    {
        lock (_state.Gate)
            _outbox.Subscribe(address, types);
    }

    /// <summary>A person has the token posted again.</summary>
    public void ResendToken()
    {
        lock (_state.Gate)
            _outbox.PostToken();
    }

    /// <summary>A person enters the token; false when it is not the right one.</summary>
    public bool Verify(string token)
    {
        lock (_state.Gate)
            return _outbox.Verify(token);
    }

    /// <summary>A person deletes the subscription.</summary>
    public void Unsubscribe()
    {
        lock (_state.Gate)
            _outbox.Unsubscribe();
    }

    /// <summary>Delivers what is due: for a workspace driven in process, which has no pump of its own.</summary>
    public async Task DeliverDueAsync(IWebhookTransport transport, CancellationToken cancellationToken)
    {
        IReadOnlyList<WebhookEvent> due;
        lock (_state.Gate)
        {
            due = _outbox.TakeDue();
            _sending += due.Count;
        }
        await Task.WhenAll(due.Select(sent => DeliverAndCountAsync(sent, transport, cancellationToken)));
    }

    private async Task DeliverAndCountAsync(WebhookEvent sent, IWebhookTransport transport, CancellationToken cancellationToken)
    {
        try
        {
            await DeliverAsync(sent, transport, cancellationToken);
        }
        finally
        {
            lock (_state.Gate)
                _sending--;
        }
    }

    private async Task DeliverAsync(WebhookEvent sent, IWebhookTransport transport, CancellationToken cancellationToken)
    {
        var outgoing = _outbox.Compose(sent);
        if (!sent.WasDelayed && Delay.Selects(outgoing))
        {
            lock (_state.Gate)
                _outbox.PutBack(sent, _state.Options.WebhookWindow, wasDelayed: true);
            return;
        }
        if (Drop.Selects(outgoing))
        {
            Record(outgoing, null, "dropped on the way");
            return;
        }
        var acknowledged = await PostAsync(outgoing, transport, cancellationToken);
        if (Duplicate.Selects(outgoing))
            await PostAsync(outgoing, transport, cancellationToken);
        lock (_state.Gate)
        {
            if (!acknowledged)
                _outbox.Retry(sent);
        }
    }

    private async Task<bool> PostAsync(OutgoingWebhook outgoing, IWebhookTransport transport, CancellationToken cancellationToken)
    {
        try
        {
            var status = await transport.PostAsync(outgoing, cancellationToken);
            Record(outgoing, status, null);
            return status is >= 200 and < 300;
        }
        catch (HttpRequestException exception)
        {
            Record(outgoing, null, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Record(outgoing, null, "no answer in time");
        }
        return false;
    }

    private void Record(OutgoingWebhook outgoing, int? status, string? failure)
    {
        lock (_state.Gate)
            _deliveries.Add(new(_state.Now, outgoing, status, failure));
    }
}
