using System.Collections.Immutable;
using CsCheck;
using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>What must hold in every situation. A failure prints the seed that repeats it: CsCheck_Seed=… dotnet test.</summary>
public sealed class ReconciliationPropertyTests
{
    private const int Iterations = 5_000;

    /// <summary>One mapped field of a record: its baseline, what each side says, whether that could be read, and whether a write is refused.</summary>
    private sealed record Situation(
        FieldMap Field, FieldBaseline? Baseline, CanonicalValue Bitrix24, CanonicalValue Notion, bool Readable, bool Refused);

    private sealed record Edit(Side Side, CanonicalValue Value, bool LookedAt, bool Refused, DateTimeOffset EditedAt);

    private static readonly Gen<(Flow Flow, List<Situation> Fields, DateTimeOffset Bitrix24, DateTimeOffset Notion)> Records =
        from flow in RandomRecords.Flow
        from fields in Each(flow.Fields, SituationOf)
        from bitrix24 in RandomRecords.EditedAt
        from notion in RandomRecords.EditedAt
        select (flow, fields, bitrix24, notion);

    private static readonly Gen<(Flow Flow, List<Edit> Edits)> Histories =
        from flow in RandomRecords.Flow.Select(flow => flow with { Fields = [flow.Fields[0]] })
        from edits in EditOf(flow.Fields[0]).List[1, 8]
        select (flow, edits);

    /// <summary>A look, a second for what a refused winner of a conflict stood in the way of, and if that is refused as well, a third.</summary>
    [Fact]
    public void Reconcile_AfterPlansWereCarriedOut_FindsNothingToDo() => Records.Sample(record =>
    {
        const int looks = 3;
        var (flow, fields, bitrix24At, notionAt) = record;
        var baseline = new Baseline(fields.Where(field => field.Baseline is not null).ToImmutableDictionary(field => field.Field.Key, field => field.Baseline!));
        var bitrix24 = Says(fields, field => field.Bitrix24, bitrix24At);
        var notion = Says(fields, field => field.Notion, notionAt);
        var refused = fields.Where(field => field.Refused).Select(field => field.Field.Key).ToHashSet();

        for (var look = 0; look < looks; look++)
        {
            var plan = Reconciler.Reconcile(flow, baseline, bitrix24, notion);
            var (answerOfBitrix24, answerOfNotion) = (Write(plan, Side.Bitrix24, bitrix24, refused), Write(plan, Side.Notion, notion, refused));
            baseline = BaselineUpdate.Apply(baseline, plan, answerOfBitrix24, answerOfNotion);
            (bitrix24, notion) = (answerOfBitrix24.After ?? bitrix24, answerOfNotion.After ?? notion);
        }

        Assert.All(Reconciler.Reconcile(flow, baseline, bitrix24, notion).Outcomes, outcome => Assert.Equal(FieldAction.Nothing, outcome.Action));
        Assert.False(ChangeDetection.IsNews(Side.Bitrix24, flow, baseline, bitrix24));
        Assert.False(ChangeDetection.IsNews(Side.Notion, flow, baseline, notion));
    }, iter: Iterations);

    /// <summary>
    /// A person's value is safe once the other side took it or said the same. Until then, whatever replaces it must name it as lost, which
    /// keeps it in the journal.
    /// </summary>
    [Fact]
    public void Reconcile_AnyHistoryOfEdits_NeverReplacesAnEditUnnoticed() => Histories.Sample(history =>
    {
        var field = history.Flow.Fields[0];
        var now = new Dictionary<Side, CanonicalValue> { [Side.Bitrix24] = new CanonicalValue.Empty(), [Side.Notion] = new CanonicalValue.Empty() };
        var safe = new Dictionary<Side, CanonicalValue>(now);
        var baseline = Baseline.None;
        foreach (var edit in history.Edits)
        {
            now[edit.Side] = edit.Value;
            if (!edit.LookedAt)
            {
                continue;
            }

            var (bitrix24, notion) = (Some.Snapshot((field.Key, now[Side.Bitrix24])), Some.Snapshot((field.Key, now[Side.Notion])));
            var plan = Reconciler.Reconcile(history.Flow, baseline, bitrix24 with { EditedAt = edit.EditedAt }, notion);
            HashSet<FieldKey> refused = edit.Refused ? [field.Key] : [];
            var (answerOfBitrix24, answerOfNotion) = (Write(plan, Side.Bitrix24, bitrix24, refused), Write(plan, Side.Notion, notion, refused));
            baseline = BaselineUpdate.Apply(baseline, plan, answerOfBitrix24, answerOfNotion);

            var outcome = plan.Outcomes[0];
            if (outcome.WriteTo is { } side && !edit.Refused)
            {
                Assert.True(now[side] == safe[side] || outcome.Lost == now[side], $"{outcome.Action} replaces {now[side]} and does not keep it.");
                now[side] = outcome.Write!;
            }

            if ((outcome.WriteTo is not null && !edit.Refused) || outcome.Action == FieldAction.Agree)
            {
                safe = new(now);
            }
        }
    }, iter: Iterations);

    private static Gen<Situation> SituationOf(FieldMap field) =>
        from baseline in RandomRecords.Baseline(field)
        from bitrix24 in RandomRecords.Value(field, Side.Bitrix24)
        from notion in RandomRecords.Value(field, Side.Notion)
        from luck in Gen.Int[0, 9]
        select new Situation(field, baseline, bitrix24, notion, Readable: luck > 0, Refused: luck > 6);

    private static Gen<Edit> EditOf(FieldMap field) =>
        from side in Gen.Enum<Side>()
        from value in RandomRecords.Value(field, side)
        from luck in Gen.Int[0, 9]
        from editedAt in RandomRecords.EditedAt
        select new Edit(side, value, LookedAt: luck > 2, Refused: luck > 7, editedAt.AddMinutes(-1));

    private static Gen<List<T>> Each<T>(IEnumerable<FieldMap> fields, Func<FieldMap, Gen<T>> one) => fields.Aggregate(
        Gen.Const(() => new List<T>()), (all, field) => from list in all from item in one(field) select list.Append(item).ToList());

    private static Snapshot Says(IEnumerable<Situation> fields, Func<Situation, CanonicalValue> value, DateTimeOffset editedAt) => new()
    {
        Values = fields.Where(field => field.Readable).ToDictionary(field => field.Field.Key, value),
        EditedAt = editedAt,
    };

    /// <summary>A side that takes everything but what it refuses, and says so.</summary>
    private static WriteAnswer Write(ReconciliationPlan plan, Side side, Snapshot before, HashSet<FieldKey> refused)
    {
        var values = new Dictionary<FieldKey, CanonicalValue>(before.Values);
        foreach (var (key, value) in plan.WritesTo(side).Where(write => !refused.Contains(write.Key)))
        {
            values[key] = value;
        }

        return new(before with { Values = values }, plan.WritesTo(side).Keys.Where(refused.Contains).ToDictionary(key => key, _ => "no room for it"));
    }
}
