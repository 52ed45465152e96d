using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>A value the other side cannot take, over several looks at its record: Bitrix24 holds one responsible person, Notion any number.</summary>
public sealed class HeldValueTests
{
    private static readonly FieldMap Responsible = Some.Field("ASSIGNED_BY_ID=Responsible", ValueKind.Person, ValueKind.People);
    private static readonly People OnlyAnn = new([Some.Ann]);
    private static readonly People OnlyBob = new([Some.Bob]);
    private static readonly People AnnAndBob = new([Some.Ann, Some.Bob]);
    private static readonly Person Cid = new("cid@example.com", "Cid Fox");

    private static Baseline InStep => Some.Baseline(Responsible.Key, Some.Ann, OnlyAnn);

    private static Baseline Holding => Carry(InStep, Decide(InStep, Some.Ann, AnnAndBob));

    [Fact]
    public void Reconcile_ValueTheOtherSideCannotTake_IsHeldAndTheRestGoesOn()
    {
        var flow = Some.Flow(Responsible, Some.Field());
        var baseline = new Baseline(InStep.Fields.Add(Some.Title, Some.Of(Some.Text("old"), Some.Text("old"))));

        var plan = Reconciler.Reconcile(
            flow,
            baseline,
            Some.Snapshot((Responsible.Key, Some.Ann), (Some.Title, Some.Text("old"))),
            Some.Snapshot((Responsible.Key, AnnAndBob), (Some.Title, Some.Text("new"))));

        var held = Assert.Single(plan.Held);
        Assert.Equal(Responsible.Key, held.Field.Key);
        Assert.Null(held.Write);
        Assert.Equal(Some.Title, Assert.Single(plan.WritesTo(Side.Bitrix24)).Key);
        Assert.Empty(plan.Conflicts);
    }

    [Fact]
    public void Reconcile_HeldValueSeenAgain_IsNoNews() => Assert.Equal(FieldAction.Nothing, Decide(Holding, Some.Ann, AnnAndBob).Action);

    [Fact]
    public void Reconcile_HeldValueTakenBack_Agrees() => Assert.Equal(FieldAction.Agree, Decide(Holding, Some.Ann, OnlyAnn).Action);

    [Fact]
    public void Reconcile_HeldValueTakenBackAndSetAgain_IsHeldAndReportedAgain()
    {
        var takenBack = Carry(Holding, Decide(Holding, Some.Ann, OnlyAnn));

        Assert.NotNull(Decide(takenBack, Some.Ann, AnnAndBob).HeldBecause);
    }

    [Fact]
    public void Reconcile_HeldValueEditedToOneThatFits_IsWrittenWithoutConflict()
    {
        var outcome = Decide(Holding, Some.Ann, OnlyBob);

        Assert.Equal((FieldAction.WriteToBitrix24, Some.Bob, null), (outcome.Action, outcome.Write, outcome.Lost));
    }

    [Fact]
    public void Reconcile_HeldValueOverwrittenFromTheOtherSide_LosesAConflict()
    {
        var outcome = Decide(Holding, Cid, AnnAndBob);

        Assert.Equal((FieldAction.Bitrix24Wins, AnnAndBob), (outcome.Action, outcome.Lost));
    }

    [Fact]
    public void Reconcile_WinnerOfAConflictIsHeld_LosesAtTheNextLook()
    {
        var conflict = Decide(InStep, Cid, AnnAndBob, ConflictPolicy.Notion);
        var next = Decide(Carry(InStep, conflict), Cid, AnnAndBob, ConflictPolicy.Notion);

        Assert.Equal((FieldAction.NotionWins, null, null), (conflict.Action, conflict.Write, conflict.Lost));
        Assert.Equal((FieldAction.Bitrix24Wins, new People([Cid]), AnnAndBob), (next.Action, next.Write, next.Lost));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reconcile_EitherSideEditedAfterAHeldConflict_KeepsTheValueThatGivesWay(bool inNotion)
    {
        var baseline = Carry(InStep, Decide(InStep, Cid, AnnAndBob, ConflictPolicy.Notion));

        var outcome = inNotion
            ? Decide(baseline, Cid, OnlyBob, ConflictPolicy.Notion)
            : Decide(baseline, Some.Bob, AnnAndBob, ConflictPolicy.Notion);

        Assert.Equal(inNotion ? FieldAction.NotionWins : FieldAction.Bitrix24Wins, outcome.Action);
        Assert.Equal(inNotion ? Cid : AnnAndBob, outcome.Lost);
    }

    /// <summary>What one side could not take, the other may later say by itself: that is an edit like any other.</summary>
    [Fact]
    public void Reconcile_HeldWordsAppearOnTheOtherSide_AreAnEdit()
    {
        var stage = Some.Field("STAGE_ID=Status", ValueKind.Choice, ValueKind.Choice);
        var (known, unknown) = (new Choice("New"), new Choice("Not a stage yet"));
        var inStep = Some.Baseline(stage.Key, known, known);
        var held = BaselineUpdate.Apply(inStep, Plan(stage, inStep, known, unknown), Some.Refusal(stage.Key), WriteAnswer.Nothing);

        var plan = Plan(stage, held, unknown, known);

        Assert.Equal(unknown, Assert.Single(plan.WritesTo(Side.Notion)).Value);
    }

    [Fact]
    public void Reconcile_PutBackIsHeld_IsReportedOnce()
    {
        var oneWay = Responsible with { Direction = FieldDirection.ToBitrix24 };
        var baseline = Some.Baseline(oneWay.Key, Some.Ann, AnnAndBob);
        var putBack = Plan(oneWay, baseline, Some.Bob, AnnAndBob);

        var next = Plan(oneWay, BaselineUpdate.Apply(baseline, putBack, WriteAnswer.Nothing, WriteAnswer.Nothing), Some.Bob, AnnAndBob);

        Assert.Equal(FieldAction.PutBackInBitrix24, Assert.Single(putBack.Held).Action);
        Assert.Empty(next.Held);
    }

    private static FieldOutcome Decide(
        Baseline baseline, CanonicalValue bitrix24, CanonicalValue notion, ConflictPolicy policy = ConflictPolicy.LastWriteWins) =>
        Assert.Single(Plan(Responsible with { Policy = policy }, baseline, bitrix24, notion).Outcomes);

    private static ReconciliationPlan Plan(FieldMap field, Baseline baseline, CanonicalValue bitrix24, CanonicalValue notion) =>
        Reconciler.Reconcile(Some.Flow(field), baseline, Some.Snapshot((field.Key, bitrix24)), Some.Snapshot((field.Key, notion)));

    private static Baseline Carry(Baseline baseline, FieldOutcome outcome) =>
        BaselineUpdate.Apply(baseline, new([outcome]), WriteAnswer.Nothing, WriteAnswer.Nothing);
}
