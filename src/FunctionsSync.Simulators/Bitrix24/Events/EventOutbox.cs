using System.Collections.Concurrent;
using System.Threading.Channels;

namespace FunctionsSync.Simulators.Bitrix24.Events;

/// <summary>Events on their way, in the order they are due, and what became of those that left.</summary>
internal sealed class EventOutbox(TimeProvider timeProvider)
{
    private readonly Channel<OutgoingEvent> _waiting = Channel.CreateUnbounded<OutgoingEvent>();
    private readonly ConcurrentQueue<EventDelivery> _deliveries = new();
    private int _onTheWay;

    public EventSelector Drop { get; } = new();

    public EventSelector Duplicate { get; } = new();

    public ChannelReader<OutgoingEvent> Waiting => _waiting.Reader;

    public IReadOnlyList<EventDelivery> Deliveries => [.. _deliveries];

    /// <summary>How many wait or are being sent.</summary>
    public int OnTheWay => Volatile.Read(ref _onTheWay);

    public void Put(OutgoingEvent outgoing)
    {
        if (Drop.Selects(outgoing))
        {
            Record(outgoing, null, "dropped on the way");
            return;
        }
        Send(outgoing);
        if (Duplicate.Selects(outgoing))
            Send(outgoing);
    }

    public async Task DeliverAsync(OutgoingEvent outgoing, IEventTransport transport, CancellationToken cancellationToken)
    {
        try
        {
            Record(outgoing, await transport.PostAsync(outgoing, cancellationToken), null);
        }
        catch (HttpRequestException exception)
        {
            Record(outgoing, null, exception.Message);
        }
        catch (OperationCanceledException)
        {
            Record(outgoing, null, "no answer in time");
        }
        finally
        {
            Interlocked.Decrement(ref _onTheWay);
        }
    }

    private void Send(OutgoingEvent outgoing)
    {
        Interlocked.Increment(ref _onTheWay);
        _waiting.Writer.TryWrite(outgoing);
    }

    private void Record(OutgoingEvent outgoing, int? status, string? failure) =>
        _deliveries.Enqueue(new EventDelivery(timeProvider.GetUtcNow(), outgoing.Name, outgoing.ItemId, outgoing.Handler, status, failure));
}
