namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>Says which of the coming events something is done to.</summary>
public sealed class EventSelector
{
    private readonly Lock _gate = new();
    private int _next;
    private Func<OutgoingEvent, bool>? _condition;

    /// <summary>Selects the next <paramref name="count"/> events.</summary>
    public void Next(int count)
    {
        lock (_gate)
            _next = count;
    }

    /// <summary>Selects every event that meets the condition, until <see cref="Never"/>.</summary>
    public void When(Func<OutgoingEvent, bool> condition)
    {
        lock (_gate)
            _condition = condition;
    }

    /// <summary>Selects none any more.</summary>
    public void Never()
    {
        lock (_gate)
            (_next, _condition) = (0, null);
    }

    internal bool Selects(OutgoingEvent outgoing)
    {
        lock (_gate)
        {
            if (_next == 0)
                return _condition?.Invoke(outgoing) ?? false;
            _next--;
            return true;
        }
    }
}
