using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

public sealed class BaselineUpdateTests
{
    private static readonly FieldKey Comment = FieldKey.Of("COMMENTS", "Comment");
    private static readonly Flow Flow = Some.Flow(Some.Field(), Some.Field("COMMENTS=Comment"));
    private static readonly CanonicalValue Old = Some.Text("old");
    private static readonly CanonicalValue Empty = new CanonicalValue.Empty();
    private static readonly CanonicalValue New = Some.Text("new");

    private static readonly Baseline InStep =
        new(Baseline.None.Fields.Add(Some.Title, Some.Of(Old, Old)).Add(Comment, Some.Of(Old, Old)));

    [Fact]
    public void Apply_NothingToDo_KeepsTheBaseline()
    {
        var plan = Reconciler.Reconcile(Flow, InStep, Says(Old, Old), Says(Old, Old));

        Assert.Equal(InStep.Fields, BaselineUpdate.Apply(InStep, plan, WriteAnswer.Nothing, WriteAnswer.Nothing).Fields);
    }

    [Fact]
    public void Apply_WrittenField_TakesTheValueTheSystemReturned()
    {
        var returned = Some.Text("new, cut short");

        var baseline = Carry(Says(New, Old), Says(Old, Old), Some.Answer(Says(returned, Old)));

        Assert.Equal(Some.Of(New, returned), baseline[Some.Title]);
    }

    /// <summary>Notion answers with the id alone where the connection may write but not read.</summary>
    [Fact]
    public void Apply_WrittenFieldMissingInTheAnswer_TakesTheValueSent()
    {
        var baseline = Carry(Says(New, Old), Says(Old, Old), Some.Answer(Some.Snapshot()));

        Assert.Equal(Some.Of(New, New), baseline[Some.Title]);
    }

    /// <summary>Between our read and our write a person edited the comment; the answer to the write already shows it.</summary>
    [Fact]
    public void Apply_UnwrittenFieldEditedMeanwhile_StillCountsAsEdited()
    {
        var meanwhile = Says(New, Some.Text("by a person, meanwhile"));

        var baseline = Carry(Says(New, Old), Says(Old, Old), Some.Answer(meanwhile));

        Assert.Equal(Some.Of(Old, Old), baseline[Comment]);
        Assert.True(ChangeDetection.IsNews(Side.Notion, Flow, baseline, meanwhile));
        Assert.Equal([Comment], Reconciler.Reconcile(Flow, baseline, Says(New, Old), meanwhile).WritesTo(Side.Bitrix24).Keys);
    }

    [Fact]
    public void Apply_FieldThatWasAgreedOn_TakesBothValuesAsRead()
    {
        var baseline = Carry(Says(New, Old), Says(New, Old), WriteAnswer.Nothing);

        Assert.Equal(Some.Of(New, New), baseline[Some.Title]);
    }

    [Fact]
    public void Apply_FieldTheSystemRefused_IsMarkedAsOnlyOnItsOwnSide()
    {
        var baseline = Carry(Says(New, Old), Says(Old, Old), Some.Refusal(Some.Title));

        Assert.Equal(Some.Of(New, Old, onlyInBitrix24: true), baseline[Some.Title]);
        Assert.False(ChangeDetection.IsNews(Side.Bitrix24, Flow, baseline, Says(New, Old)));
    }

    [Fact]
    public void Apply_OneFieldRefusedOneWritten_MovesEachForItself()
    {
        var answer = new WriteAnswer(Says(Old, New), new Dictionary<FieldKey, string> { [Some.Title] = "no room for it" });

        var baseline = Carry(Says(New, New), Says(Old, Old), answer);

        Assert.Equal(Some.Of(New, Old, onlyInBitrix24: true), baseline[Some.Title]);
        Assert.Equal(Some.Of(New, New), baseline[Comment]);
    }

    [Fact]
    public void Apply_HeldValueThatLaterArrived_IsNoLongerMarked()
    {
        var held = Carry(Says(New, Old), Says(Old, Old), Some.Refusal(Some.Title));
        var shorter = Some.Text("shorter");
        var plan = Reconciler.Reconcile(Flow, held, Says(shorter, Old), Says(Old, Old));

        Assert.Equal(Some.Of(shorter, shorter), BaselineUpdate.Apply(held, plan, WriteAnswer.Nothing, Some.Answer(Says(shorter, Old)))[Some.Title]);
    }

    [Fact]
    public void Apply_FieldOfNoMap_IsKept()
    {
        var other = FieldKey.Of("X", "y");
        var before = new Baseline(InStep.Fields.Add(other, Some.Of(Old, New)));
        var plan = Reconciler.Reconcile(Flow, before, Says(New, Old), Says(New, Old));

        Assert.Equal(Some.Of(Old, New), BaselineUpdate.Apply(before, plan, WriteAnswer.Nothing, WriteAnswer.Nothing)[other]);
    }

    [Fact]
    public void AfterCreate_FieldTheNewPageShows_TakesWhatNotionMadeOfIt()
    {
        var standard = Some.Text("a default of Notion's");

        var baseline = BaselineUpdate.AfterCreate(Flow, Says(New, Old), Some.Answer(Says(New, standard)));

        Assert.Equal(Some.Of(New, New), baseline[Some.Title]);
        Assert.Equal(Some.Of(Old, standard), baseline[Comment]);
    }

    [Fact]
    public void AfterCreate_FieldTheAnswerDoesNotShow_IsLeftForFirstSight() =>
        Assert.Null(BaselineUpdate.AfterCreate(Flow, Says(New, Old), Some.Answer(Some.Titled(New)))[Comment]);

    [Fact]
    public void AfterCreate_FieldNotionRefused_IsMarkedAsOnlyInBitrix24()
    {
        var answer = new WriteAnswer(Says(Empty, Old), new Dictionary<FieldKey, string> { [Some.Title] = "no room for it" });

        Assert.Equal(Some.Of(New, Empty, onlyInBitrix24: true), BaselineUpdate.AfterCreate(Flow, Says(New, Old), answer)[Some.Title]);
    }

    /// <summary>A toBitrix24 field is not written to the new page; what Bitrix24 holds there must survive Notion's first edit.</summary>
    [Fact]
    public void AfterCreate_FieldThatDoesNotGoToNotion_KeepsItsValueWhenItIsLaterOverwritten()
    {
        var flow = Some.Flow(Some.Field(direction: FieldDirection.ToBitrix24));
        var baseline = BaselineUpdate.AfterCreate(flow, Some.Titled(Old), Some.Answer(Some.Titled(Empty)));

        var conflict = Assert.Single(Reconciler.Reconcile(flow, baseline, Some.Titled(Old), Some.Titled(New)).Conflicts);

        Assert.Equal((FieldAction.NotionWins, Old), (conflict.Action, conflict.Lost));
    }

    [Fact]
    public void AfterCreate_EmptyFieldThatDoesNotGoToNotion_HasNothingToKeep()
    {
        var flow = Some.Flow(Some.Field(direction: FieldDirection.ToBitrix24));

        Assert.Equal(Some.Of(Empty, Empty), BaselineUpdate.AfterCreate(flow, Some.Titled(Empty), Some.Answer(Some.Titled(Empty)))[Some.Title]);
    }

    private static Snapshot Says(CanonicalValue title, CanonicalValue comment) => Some.Snapshot((Some.Title, title), (Comment, comment));

    private static Baseline Carry(Snapshot bitrix24, Snapshot notion, WriteAnswer answerOfNotion) =>
        BaselineUpdate.Apply(InStep, Reconciler.Reconcile(Flow, InStep, bitrix24, notion), WriteAnswer.Nothing, answerOfNotion);
}
