using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>A deal and the page that we made for it in one flow.</summary>
internal sealed class Pair(SyncedFlow flow, int deal, string page)
{
    public SyncedFlow Flow { get; } = flow;

    public int Deal { get; } = deal;

    public string Page { get; } = page;

    /// <summary>When both sides last said the same.</summary>
    public Dictionary<MappedField, DateTimeOffset> LastEqual { get; } = [];

    /// <summary>When what we know of the pair was last saved, with nobody at work on it.</summary>
    public List<DateTimeOffset> SavedAt { get; } = [];

    /// <summary>Fields whose sides meet as at first sight: the mapping was lost, or the property is another one.</summary>
    public HashSet<MappedField> FirstSight { get; } = [];

    public override string ToString() => $"{Flow.Name}: deal {Deal} and page {Page[..8]}";
}
