using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>A deal and the page that we made for it in one flow.</summary>
internal sealed class Pair(SyncedFlow flow, int deal, string page, DateTimeOffset createdAt)
{
    public SyncedFlow Flow { get; } = flow;

    public int Deal { get; } = deal;

    public string Page { get; } = page;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>Since when there is what each field is paired with: its page, or its property.</summary>
    public Dictionary<MappedField, DateTimeOffset> BeganAt { get; } = flow.Fields.ToDictionary(field => field, _ => createdAt);

    /// <summary>When both sides last said the same, and what.</summary>
    public Dictionary<MappedField, (DateTimeOffset At, string Value)> LastEqual { get; } = [];

    /// <summary>The same, as of when what we know of the pair was last saved.</summary>
    public Dictionary<MappedField, (DateTimeOffset At, string Value)> LastSavedEqual { get; } = [];

    /// <summary>
    /// Edits that took back others before we noticed, with the time since when: the field said again what both sides had last said together, which is
    /// no edit for whoever looks only now.
    /// </summary>
    public Dictionary<Change, DateTimeOffset> TakenBack { get; } = [];

    /// <summary>When what we know of the pair was last saved, with nobody at work on it.</summary>
    public List<DateTimeOffset> SavedAt { get; } = [];

    /// <summary>Fields whose sides meet as at first sight: nothing was saved yet, the mapping was lost, or the property is another one.</summary>
    public HashSet<MappedField> FirstSight { get; } = [.. flow.Fields];

    /// <summary>The last edit on a side that still counts; null for none.</summary>
    public Change? LastEdit(MappedField field, Track side)
    {
        // What somebody entered before that counts if it was what the record said then.
        var (edit, began) = (side.LastEdit(Flow.Name), BeganAt[field]);
        return edit is null || edit.At > began || side.Changes.Last(change => change.At <= began) == edit ? edit : null;
    }

    public override string ToString() => $"{Flow.Name}: deal {Deal} and page {Page[..8]}";
}
