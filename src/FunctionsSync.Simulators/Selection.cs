namespace FunctionsSync.Simulators;

/// <summary>Says which of the coming things something is done to.</summary>
public class Selection<T>
{
    private readonly Lock _gate = new();
    private int _next;
    private Func<T, bool>? _condition;

    /// <summary>Selects the next <paramref name="count"/>.</summary>
    public void Next(int count)
    {
        lock (_gate)
            _next = count;
    }

    /// <summary>Selects every one that meets the condition, until <see cref="Never"/>.</summary>
    public void When(Func<T, bool> condition)
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

    internal bool Selects(T candidate)
    {
        lock (_gate)
        {
            if (_next == 0)
                return _condition?.Invoke(candidate) ?? false;
            _next--;
            return true;
        }
    }
}
