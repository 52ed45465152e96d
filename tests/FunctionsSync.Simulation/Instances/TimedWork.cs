namespace FunctionsSync.Simulation.Instances;

/// <summary>Work that is due: the first instance that has time does it.</summary>
internal sealed class TimedWork
{
    public const string Poll = "Notion poll";
    public const string CatchUp = "Bitrix24 catch-up";
    public const string Resync = "resync";

    private readonly Queue<string> _due = new();

    /// <summary>Whether a run failed because a flow does not fit what the systems say: operators are told of it.</summary>
    public bool FoundMisfit { get; set; }

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
