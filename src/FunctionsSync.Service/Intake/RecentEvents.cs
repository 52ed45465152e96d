namespace FunctionsSync.Service.Intake;

/// <summary>The events that were taken lately, so that a repeated delivery is not looked at again. It forgets: taking one twice is harmless.</summary>
internal sealed class RecentEvents
{
    public const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _oldestFirst = [];

    public bool Contains(Guid? id)
    {
        lock (_gate)
        {
            return id is { } known && _known.Contains(known);
        }
    }

    public void Add(Guid? id)
    {
        lock (_gate)
        {
            if (id is not { } added || !_known.Add(added))
            {
                return;
            }

            _oldestFirst.Enqueue(added);
            if (_oldestFirst.Count > Capacity)
            {
                _known.Remove(_oldestFirst.Dequeue());
            }
        }
    }
}
