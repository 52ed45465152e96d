using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulation.Instances;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>Judges every write of ours at the moment it is made, by what people had written before.</summary>
internal sealed class WriteJudge(World world, IJournal journal, Timeline timeline, Action<BrokenPromise> broken)
{
    private const int WholeJournal = 100_000;

    /// <summary>
    /// Edits we overwrote because they came between our read of the record and our write, which neither system can tell us: for each, how long
    /// before the write the record had been read.
    /// </summary>
    public List<TimeSpan> Unseen { get; } = [];

    /// <summary>The same by writes that were carried out when nobody listened any more: nobody can take them back.</summary>
    public List<TimeSpan> UnseenLate { get; } = [];

    /// <summary>We replaced what a field said. Where that was somebody's edit, it must be known on the other side, or be in the journal.</summary>
    public void Overwritten(Pair pair, MappedField field, Side side, Track here, Track there, Change change, Instance instance)
    {
        if (here.Last is not { IsExcused: false } old || !old.IsEditFor(pair.Flow.Name) || IsTakenBack(pair, old, there) || there.HasSaid(said => Reading.AreEqual(field, said, old.Value), old.At))
        {
            return;
        }

        if (IsJournalled(pair, field, old))
        {
            if (IsFalse(pair, field, old, there))
            {
                broken(new(Promise.NoFalseConflict, $"{pair}, {field.Key}: '{old.Value}', entered in {side}, gave way to '{change.Value}', which nobody had entered since both were in step"));
            }

            return;
        }

        if (pair.FirstSight.Contains(field) && old.Value is "" or "0")
        {
            // At first sight an empty side is filled.
            old.IsExcused = true;
            return;
        }

        if (old.At > LastRead(instance, pair, side))
        {
            (instance.AskedAt is null ? Unseen : UnseenLate).Add(change.At - LastRead(instance, pair, side));
            old.IsExcused = true;
            timeline.Add("oracle", $"{pair}, {field.Key}: '{old.Value}' came between the read and the write of {instance.Name}: counted");
            return;
        }

        broken(new(Promise.NoLostEdit, $"{pair}, {field.Key}: '{old.Value}', entered in {side}, was overwritten with '{change.Value}' by {instance.Name}, which had seen it; it is neither on the other side nor in the journal"));
    }

    /// <summary>We wrote what somebody had just entered: neither we nor anybody else can tell that it was entered.</summary>
    public void Repeated(Pair pair, MappedField field, Side side, Track here, DateTimeOffset now, Instance instance)
    {
        if (here.Last is { IsExcused: false } edit && edit.IsEditFor(pair.Flow.Name) && edit.At > LastRead(instance, pair, side))
        {
            (instance.AskedAt is null ? Unseen : UnseenLate).Add(now - LastRead(instance, pair, side));
            edit.IsExcused = true;
            timeline.Add("oracle", $"{pair}, {field.Key}: '{edit.Value}' came between the read of {instance.Name} and its write of the same: counted");
        }
    }

    public void DealGone(int deal, Instance? instance, IEnumerable<Pair> pairs)
    {
        if (instance is not null && !pairs.Any(pair => pair.Flow.Name == instance.Flow && pair.Flow.OnDelete.Bitrix24 is DeletionRule.Trash && WasTrashed(pair, instance)))
        {
            broken(new(Promise.NoAccident, $"deal {deal} was deleted by {instance.Name} for {instance.Flow}, and its page was not in the trash when that was looked up, or the rule is another"));
        }
    }

    public void DealMarked(int deal, Instance instance, Pair? pair)
    {
        if (pair is null || pair.Flow.OnDelete.Bitrix24 is not DeletionRule.Mark || !WasTrashed(pair, instance))
        {
            broken(new(Promise.NoAccident, $"deal {deal} was marked by {instance.Name} for {instance.Flow}, and its page was not in the trash when that was looked up, or the rule is another"));
        }
    }

    public void PageTouched(Pair pair, PageVersion before, PageVersion after, Instance instance)
    {
        var isDealThere = world.Portal.State.Deals.Find(pair.Deal) is not null;
        if (!before.InTrash && after.InTrash && (isDealThere || pair.Flow.OnDelete.Notion is not DeletionRule.Trash))
        {
            broken(new(Promise.NoAccident, $"{pair}: the page was put into the trash by {instance.Name}, and its deal is there, or the rule is another"));
        }

        if (!Equals(Mark(pair, before), Mark(pair, after)) && (isDealThere || pair.Flow.OnDelete.Notion is not DeletionRule.Mark))
        {
            broken(new(Promise.NoAccident, $"{pair}: the page was marked by {instance.Name}, and its deal is there, or the rule is another"));
        }
    }

    public bool IsJournalled(Pair pair, MappedField field, Change lost) =>
        Entries(JournalKind.Conflict).Any(entry =>
            IsAbout(entry, pair, field) && entry.At >= lost.At && entry.LostValue is { } encoded && Reading.IsJournalled(field, encoded, lost.Value));

    /// <summary>
    /// Whether the field said again what both sides last said together, and somebody entered something else on the other side: then only that is an edit.
    /// </summary>
    public static bool IsTakenBack(Pair pair, Change old, Track there) =>
        pair.TakenBack.TryGetValue(old, out var since) && there.LastEdit(pair.Flow.Name)?.At > since;

    /// <summary>Whether the journal tells, since then, that the other side cannot take the value.</summary>
    public bool IsHeld(Pair pair, MappedField field, DateTimeOffset since) =>
        Entries(JournalKind.Held).Any(entry => IsAbout(entry, pair, field) && entry.At >= since);

    /// <summary>Whether both sides were in step, and that was saved, before the edit; and nobody has entered anything on the other side since.</summary>
    private static bool IsFalse(Pair pair, MappedField field, Change old, Track there) =>
        !field.IsOneWay
        && field.Kind is FieldKind.Text or FieldKind.Number or FieldKind.Day
        && !pair.FirstSight.Contains(field)
        && pair.LastSavedEqual.TryGetValue(field, out var equal)
        && !(there.LastEdit(pair.Flow.Name)?.At > equal.At)
        && pair.SavedAt.Exists(saved => saved > equal.At && saved < old.At);

    private IReadOnlyList<JournalEntry> Entries(JournalKind kind) => journal.ReadAsync(kind, WholeJournal, CancellationToken.None).GetAwaiter().GetResult();

    private static bool IsAbout(JournalEntry entry, Pair pair, MappedField field) =>
        entry.Flow.Value == pair.Flow.Name && entry.Bitrix24Id.Value == pair.Deal && entry.Fields is [var key] && key == field.Key;

    private static DateTimeOffset LastRead(Instance instance, Pair pair, Side side) =>
        instance.LastRead.GetValueOrDefault(side == Side.Bitrix24 ? $"deal:{pair.Deal}" : $"page:{pair.Page}");

    private bool WasTrashed(Pair pair, Instance instance) =>
        world.Workspace.State.Pages[pair.Page].Current.InTrash || TrashedSince(pair) > LastRead(instance, pair, Side.Notion);

    /// <summary>It may have been restored after this instance looked.</summary>
    private DateTimeOffset TrashedSince(Pair pair) => world.Restored.GetValueOrDefault(pair.Page);

    private static string? Mark(Pair pair, PageVersion version) =>
        version.Values.FirstOrDefault(value => value.Key == $"{pair.Flow.MarkPropertyId}/rich_text").Value?.ToJsonString();
}
