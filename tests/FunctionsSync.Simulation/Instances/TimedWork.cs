namespace FunctionsSync.Simulation.Instances;

/// <summary>Work that is due: the first instance that has time does it. Also what operators are to replay.</summary>
internal sealed class TimedWork
{
    public const string Poll = "Notion poll";
    public const string Resync = "resync";

    private readonly Queue<string> _due = new();

    /// <summary>The requests that failed too often.</summary>
    public List<string> Parked { get; } = [];

    public bool IsEmpty => _due.Count == 0;

    /// <summary>What is due already is not due twice.</summary>
    public void Add(string work)
    {
        if (!_due.Contains(work))
        {
            _due.Enqueue(work);
        }
    }

    public string? Take() => _due.TryDequeue(out var work) ? work : null;
}
