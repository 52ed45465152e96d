using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Reconciliation;

public sealed class ReconcilerTests
{
    private static readonly Text Old = Some.Text("old");
    private static readonly Text InBitrix24 = Some.Text("by a salesman");
    private static readonly Text InNotion = Some.Text("by a manager");

    [Fact]
    public void Reconcile_EditInBitrix24_IsWrittenToNotion()
    {
        var plan = Reconciler.Reconcile(Some.Flow(Some.Field()), Some.Baseline(Some.Title, Old, Old), Some.Titled(InBitrix24), Some.Titled(Old));

        Assert.Equal(InBitrix24, Assert.Single(plan.WritesTo(Side.Notion)).Value);
        Assert.Empty(plan.WritesTo(Side.Bitrix24));
        Assert.Empty(plan.Conflicts);
        Assert.Empty(plan.Held);
    }

    [Fact]
    public void Reconcile_EditInNotion_IsWrittenToBitrix24()
    {
        var plan = Reconciler.Reconcile(Some.Flow(Some.Field()), Some.Baseline(Some.Title, Old, Old), Some.Titled(Old), Some.Titled(InNotion));

        Assert.Equal(InNotion, Assert.Single(plan.WritesTo(Side.Bitrix24)).Value);
        Assert.Empty(plan.WritesTo(Side.Notion));
        Assert.Empty(plan.Conflicts);
    }

    [Fact]
    public void Reconcile_EmptiedField_IsEmptiedOnTheOtherSide()
    {
        var plan = Reconciler.Reconcile(Some.Flow(Some.Field()), Some.Baseline(Some.Title, Old, Old), Some.Titled(new Empty()), Some.Titled(Old));

        Assert.Equal(new Empty(), Assert.Single(plan.WritesTo(Side.Notion)).Value);
    }

    [Fact]
    public void Reconcile_SeveralEdits_AreOneWritePerSide()
    {
        var flow = Some.Flow(Some.Field("A=a"), Some.Field("B=b"), Some.Field("C=c"), Some.Field("D=d"));
        var keys = flow.Fields.Select(field => field.Key).ToList();
        var baseline = keys.Aggregate(Baseline.None, (all, key) => new(all.Fields.Add(key, Some.Of(Old, Old))));
        var bitrix24 = Some.Snapshot((keys[0], InBitrix24), (keys[1], InBitrix24), (keys[2], Old), (keys[3], Old));
        var notion = Some.Snapshot((keys[0], Old), (keys[1], Old), (keys[2], InNotion), (keys[3], Old));

        var plan = Reconciler.Reconcile(flow, baseline, bitrix24, notion);

        Assert.Equal(keys.Take(2), plan.WritesTo(Side.Notion).Keys);
        Assert.Equal(keys.Skip(2).Take(1), plan.WritesTo(Side.Bitrix24).Keys);
    }

    [Theory]
    [InlineData(ConflictPolicy.Bitrix24, FieldAction.Bitrix24Wins)]
    [InlineData(ConflictPolicy.Notion, FieldAction.NotionWins)]
    public void Reconcile_Conflict_WritesTheWinnerAndKeepsTheLoser(ConflictPolicy policy, FieldAction action)
    {
        var plan = Reconciler.Reconcile(
            Some.Flow(Some.Field(policy: policy)), Some.Baseline(Some.Title, Old, Old), Some.Titled(InBitrix24), Some.Titled(InNotion));

        var (winner, loser) = action == FieldAction.Bitrix24Wins ? (InBitrix24, InNotion) : (InNotion, InBitrix24);
        var conflict = Assert.Single(plan.Conflicts);
        Assert.Equal((action, winner, loser), (conflict.Action, conflict.Write, conflict.Lost));
    }

    /// <summary>Bitrix24 tells seconds, Notion the minute in which the edit was: within one minute nobody can know who was later.</summary>
    [Theory]
    [InlineData("12:00:59", "12:00:00", Side.Bitrix24, FieldAction.Bitrix24Wins)]
    [InlineData("12:00:59", "12:00:00", Side.Notion, FieldAction.NotionWins)]
    [InlineData("12:00:00", "12:00:00", Side.Notion, FieldAction.NotionWins)]
    [InlineData("12:01:00", "12:00:00", Side.Notion, FieldAction.Bitrix24Wins)]
    [InlineData("12:00:59", "12:01:00", Side.Bitrix24, FieldAction.NotionWins)]
    public void Reconcile_LastWriteWins_ComparesMinutesAndBreaksTies(string bitrix24, string notion, Side tieBreaker, FieldAction action)
    {
        var plan = Reconciler.Reconcile(
            Some.Flow(Some.Field()) with { TieBreaker = tieBreaker },
            Some.Baseline(Some.Title, Old, Old),
            Some.Titled(InBitrix24) with { EditedAt = At(bitrix24) },
            Some.Titled(InNotion) with { EditedAt = At(notion) });

        Assert.Equal(action, Assert.Single(plan.Outcomes).Action);
    }

    [Fact]
    public void Reconcile_TimesInOtherZones_AreComparedAsInstants()
    {
        var plan = Reconciler.Reconcile(
            Some.Flow(Some.Field()),
            Some.Baseline(Some.Title, Old, Old),
            Some.Titled(InBitrix24) with { EditedAt = At("14:00:00").ToOffset(TimeSpan.FromHours(-10)) },
            Some.Titled(InNotion) with { EditedAt = At("13:00:00") });

        Assert.Equal(FieldAction.Bitrix24Wins, Assert.Single(plan.Outcomes).Action);
    }

    [Fact]
    public void Reconcile_FirstSightBothSet_FollowsTheInitialRule()
    {
        var flow = Some.Flow(Some.Field(policy: ConflictPolicy.Bitrix24)) with { Initial = InitialRule.Notion };

        var conflict = Assert.Single(Reconciler.Reconcile(flow, Baseline.None, Some.Titled(InBitrix24), Some.Titled(InNotion)).Conflicts);

        Assert.Equal((FieldAction.NotionWins, InBitrix24), (conflict.Action, conflict.Lost));
    }

    [Fact]
    public void Reconcile_FirstSightOneEmpty_FillsItWithoutConflict()
    {
        var flow = Some.Flow(Some.Field()) with { Initial = InitialRule.Bitrix24 };

        var plan = Reconciler.Reconcile(flow, Baseline.None, Some.Titled(new Empty()), Some.Titled(InNotion));

        Assert.Equal(InNotion, Assert.Single(plan.WritesTo(Side.Bitrix24)).Value);
        Assert.Empty(plan.Conflicts);
    }

    [Fact]
    public void Reconcile_EqualInOtherWords_Agrees()
    {
        var stage = Some.Field("STAGE_ID=Status", ValueKind.Choice, ValueKind.Choice);

        var plan = Reconciler.Reconcile(
            Some.Flow(stage), Baseline.None, Some.Snapshot((stage.Key, new Choice("Won, paid"))), Some.Snapshot((stage.Key, new Choice("won\u201A paid"))));

        Assert.Equal(FieldAction.Agree, Assert.Single(plan.Outcomes).Action);
    }

    [Theory]
    [InlineData(ConflictPolicy.LastWriteWins, FieldAction.PutBackInNotion)]
    [InlineData(ConflictPolicy.Notion, FieldAction.Leave)]
    public void Reconcile_FarSideOfAOneWayField_IsPutBackOrLeft(ConflictPolicy policy, FieldAction action)
    {
        var flow = Some.Flow(Some.Field(direction: FieldDirection.ToNotion, policy: policy));

        var outcome = Assert.Single(Reconciler.Reconcile(flow, Some.Baseline(Some.Title, Old, Old), Some.Titled(Old), Some.Titled(InNotion)).Outcomes);

        Assert.Equal(action, outcome.Action);
        Assert.Equal(action == FieldAction.Leave ? null : Old, outcome.Write);
        Assert.Equal(action == FieldAction.Leave ? null : InNotion, outcome.Lost);
    }

    [Fact]
    public void Reconcile_ValueLeftOnTheFarSide_IsKeptWhenItIsLaterOverwritten()
    {
        var flow = Some.Flow(Some.Field(direction: FieldDirection.ToNotion, policy: ConflictPolicy.Notion));
        var left = Settle(flow, Some.Baseline(Some.Title, Old, Old), Some.Titled(Old), Some.Titled(InNotion));

        var conflict = Assert.Single(Reconciler.Reconcile(flow, left, Some.Titled(InBitrix24), Some.Titled(InNotion)).Conflicts);

        Assert.Equal((FieldAction.Bitrix24Wins, InNotion), (conflict.Action, conflict.Lost));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reconcile_FieldOneSideCouldNotRead_IsLeftOut(bool missingInBitrix24)
    {
        var unread = Some.Snapshot();

        var plan = Reconciler.Reconcile(
            Some.Flow(Some.Field()), Baseline.None, missingInBitrix24 ? unread : Some.Titled(InBitrix24), missingInBitrix24 ? Some.Titled(InNotion) : unread);

        Assert.Empty(plan.Outcomes);
    }

    private static Baseline Settle(Flow flow, Baseline baseline, Snapshot bitrix24, Snapshot notion) => BaselineUpdate.Apply(
        baseline, Reconciler.Reconcile(flow, baseline, bitrix24, notion), WriteAnswer.Nothing, WriteAnswer.Nothing);

    private static DateTimeOffset At(string time) => new(new DateOnly(2026, 3, 2), TimeOnly.ParseExact(time, "HH:mm:ss"), TimeSpan.Zero);
}
