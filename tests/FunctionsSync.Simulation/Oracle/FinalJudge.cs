using System.Collections.Immutable;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Simulation.Worlds;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Notion.Properties;

namespace FunctionsSync.Simulation.Oracle;

/// <summary>Judges what both systems say once everything has come to rest.</summary>
internal sealed class FinalJudge(World world, Observer observer, WriteJudge writes, Action<BrokenPromise> broken)
{
    /// <summary>Before any full comparison: what people entered must have arrived by events, the poll of Notion and the catch-up of Bitrix24 alone.</summary>
    public void AfterPolls()
    {
        foreach (var (pair, field) in LiveFields())
        {
            var (inBitrix24, inNotion) = (observer.InBitrix24(pair.Deal, field), observer.InNotion(pair.Page, field));
            if (!field.IsOneWay)
            {
                JudgeArrival(pair, field, Side.Notion, inNotion, inBitrix24);
            }

            JudgeArrival(pair, field, Side.Bitrix24, inBitrix24, inNotion);
        }

        foreach (var flow in world.Flows)
        {
            JudgePages(flow, world.OnceForbidden);
        }
    }

    public void AtRest()
    {
        foreach (var duplicate in observer.Duplicates)
        {
            broken(new(Promise.NoDuplicate, duplicate));
        }

        foreach (var (pair, field) in LiveFields())
        {
            JudgeField(pair, field);
        }

        foreach (var flow in world.Flows)
        {
            JudgePages(flow, excused: ImmutableHashSet<int>.Empty);
        }
    }

    private void JudgeArrival(Pair pair, MappedField field, Side side, Track here, Track there)
    {
        if (pair.LastEdit(field, here) is { } edit
            && !(pair.LastEdit(field, there)?.At > edit.At)
            && ReferenceEquals(here.Last, edit)
            && !Reading.AreEqual(field, there.Value, edit.Value)
            // What was entered before there was a page or a property to carry it to comes with the page, or with the next look at the record.
            && edit.At > pair.BeganAt[field]
            && !(edit.Value is "" or "0" && pair.FirstSight.Contains(field))
            && !writes.IsHeld(pair, field, edit.At))
        {
            broken(new(Promise.NoLostEdit, $"{pair}, {field.Key}: '{edit.Value}', entered in {side} at {edit.At:HH:mm:ss}, did not arrive with the polls; the other side says '{there.Value}'"));
        }
    }

    private void JudgeField(Pair pair, MappedField field)
    {
        var (inBitrix24, inNotion) = (observer.InBitrix24(pair.Deal, field), observer.InNotion(pair.Page, field));
        if (field.IsOneWay && inBitrix24.Value.Length == 0 && pair.FirstSight.Contains(field))
        {
            // At first sight a one-way field is not emptied.
            return;
        }

        if (!Reading.AreEqual(field, inBitrix24.Value, inNotion.Value))
        {
            if (field.Kind == FieldKind.Stage && writes.IsHeld(pair, field, Later(inBitrix24, inNotion)))
            {
                // The stage is gone: the value stays where it is, and the journal says so.
                return;
            }

            broken(new(Promise.InStep, $"{pair}, {field.Key}: Bitrix24 says '{inBitrix24.Value}', Notion '{inNotion.Value}'"));
        }

        if (!field.IsOneWay && Latest(pair, field, inBitrix24, inNotion) is [var latest, ..] edits && !edits.Any(IsThereOrExcused))
        {
            broken(new(Promise.NoLostEdit, $"{pair}, {field.Key}: the last edit, '{latest.Value}' at {latest.At:HH:mm:ss}, is not what both say in the end, '{inBitrix24.Value}', nor is it in the journal"));
        }

        bool IsThereOrExcused(Change edit) => Reading.AreEqual(field, edit.Value, inBitrix24.Value) || edit.IsExcused || writes.IsJournalled(pair, field, edit);
    }

    private static DateTimeOffset Later(Track one, Track other) => one.Last?.At > other.Last?.At ? one.Last.At : other.Last?.At ?? default;

    /// <summary>
    /// The edits one of which counts: the last one; where it only took back another, also what somebody entered on the other side meanwhile, because
    /// whether the edit that was taken back was ever noticed is a matter of chance.
    /// </summary>
    private static IReadOnlyList<Change> Latest(Pair pair, MappedField field, Track inBitrix24, Track inNotion)
    {
        var (one, other) = (pair.LastEdit(field, inBitrix24), pair.LastEdit(field, inNotion));
        var isNotion = one is null || other?.At > one.At;
        var (last, earlier) = isNotion ? (other, one) : (one, other);
        return last is null ? [] : earlier is not null && WriteJudge.IsTakenBack(pair, last, isNotion ? inBitrix24 : inNotion) ? [last, earlier] : [last];
    }

    /// <param name="flow">Whose pages.</param>
    /// <param name="excused">Deals that need not have one yet: only a full comparison finds them.</param>
    private void JudgePages(SyncedFlow flow, IReadOnlySet<int> excused)
    {
        foreach (var deal in world.Portal.State.Deals.All.Where(deal => !excused.Contains(deal.Id)))
        {
            var pair = observer.Pairs.FirstOrDefault(pair => pair.Flow == flow && pair.Deal == deal.Id);
            if (pair is null && WantsPage(flow, deal) && !world.IsForbidden(deal.Id) && !world.HasCopy(flow, deal.Id))
            {
                broken(new(Promise.NoMissingPage, $"{flow.Name}: deal {deal.Id} has no page"));
            }

            if (pair is not null)
            {
                JudgeBody(pair);
            }
        }
    }

    private static bool WantsPage(SyncedFlow flow, CrmItem deal) => flow.Create switch
    {
        CreateRule.Won => deal.Get<string>("STAGE_SEMANTIC_ID") == "S",
        _ => true,
    };

    /// <summary>A page that is gone need not have the rest of its body.</summary>
    private void JudgeBody(Pair pair)
    {
        if (!IsLive(pair))
        {
            return;
        }

        var says = world.Workspace.State.Blocks.Children(pair.Page)
            .Select(block => RichText.PlainText(block.Content["rich_text"]))
            .ToList();
        var expected = world.BodyOf(pair.Flow).ToList();
        if (observer.AreMappingsLost && says.SequenceEqual(expected.Take(says.Count)))
        {
            // How far the body had been written was lost as well.
            return;
        }

        if (!says.SequenceEqual(expected))
        {
            var first = says.Zip(expected).TakeWhile(line => line.First == line.Second).Count();
            broken(new(Promise.NoDuplicate, $"{pair}: the body has {says.Count} blocks where {expected.Count} belong; they differ from block {first + 1} on"));
        }
    }

    private IEnumerable<(Pair Pair, MappedField Field)> LiveFields() =>
        from pair in observer.Pairs
        where IsLive(pair)
        from field in pair.Flow.Fields
        where pair.Flow.PropertyIds[field] is not null
        select (pair, field);

    private bool IsLive(Pair pair) =>
        !(observer.AreMappingsLost && world.HasCopy(pair.Flow, pair.Deal))
        && world.Portal.State.Deals.Find(pair.Deal) is not null
        && !world.IsForbidden(pair.Deal)
        && world.Workspace.State.Pages[pair.Page].Current is { InTrash: false, IsArchived: false };
}
