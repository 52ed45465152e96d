namespace FunctionsSync.Simulators.Notion;

/// <summary>Faults waiting for their request. Safe to use while requests arrive.</summary>
public sealed class NotionFaults
{
    private readonly Lock _gate = new();
    private readonly List<(string Operation, NotionFault Fault)> _waiting = [];

    /// <summary>How many faults have not happened yet.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Lets the next <paramref name="times"/> requests whose operation starts with <paramref name="operationPrefix"/> (for example
    /// <c>POST /v1/pages</c>; empty matches every request) meet this fault. Faults queued earlier come first.</summary>
    public void Queue(string operationPrefix, NotionFault fault, int times = 1)
    {
        lock (_gate)
            _waiting.AddRange(Enumerable.Repeat((operationPrefix, fault), times));
    }

    /// <summary>Forgets the faults that have not happened yet.</summary>
    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }

    internal NotionFault? Take(string operation)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(waiting => operation.StartsWith(waiting.Operation, StringComparison.Ordinal));
            if (index < 0)
                return null;
            var fault = _waiting[index].Fault;
            _waiting.RemoveAt(index);
            return fault;
        }
    }
}
