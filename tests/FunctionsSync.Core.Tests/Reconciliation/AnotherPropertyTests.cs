using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>A property was removed and another of its name was added: its emptiness is nobody's edit.</summary>
public sealed class AnotherPropertyTests
{
    private static readonly CanonicalValue Old = Some.Text("old");
    private static readonly CanonicalValue New = Some.Text("new");
    private static readonly CanonicalValue Empty = new CanonicalValue.Empty();
    private static readonly Flow Before = FlowWith("before");
    private static readonly Flow After = FlowWith("after");
    private static readonly Baseline InStep = Save(Before, Baseline.None, Old, Old);

    [Theory]
    [InlineData("before", FieldAction.WriteToBitrix24)]
    [InlineData("after", FieldAction.WriteToNotion)]
    public void Reconcile_EmptyInNotion_IsAnEditOnlyOfTheSameProperty(string property, FieldAction action) =>
        Assert.Equal(action, Assert.Single(Reconciler.Reconcile(FlowWith(property), InStep, Some.Titled(Old), Some.Titled(Empty)).Outcomes).Action);

    [Fact]
    public void Reconcile_PropertyUnknown_TakesTheBaselineForThisOne()
    {
        var old = new Baseline(InStep.Fields);

        Assert.Equal(FieldAction.WriteToBitrix24, Assert.Single(Reconciler.Reconcile(After, old, Some.Titled(Old), Some.Titled(Empty)).Outcomes).Action);
    }

    [Fact]
    public void Apply_NothingToDo_RemembersThePropertyAllTheSame() =>
        Assert.Equal(InStep, Save(Before, new(InStep.Fields), Old, Old));

    [Fact]
    public void Apply_AnotherProperty_IsRemembered()
    {
        var baseline = Save(After, InStep, Old, Empty);

        Assert.Equal(Some.Of(Old, Old), baseline[After.Fields[0]]);
        Assert.Null(baseline[Before.Fields[0]]);
    }

    [Fact]
    public void Apply_PropertyNotRead_KeepsWhatIsRemembered()
    {
        var plan = Reconciler.Reconcile(After, InStep, Some.Titled(Old), Some.Snapshot());

        Assert.Equal(InStep, BaselineUpdate.Apply(InStep, plan, WriteAnswer.Nothing, WriteAnswer.Nothing));
    }

    [Fact]
    public void AfterCreate_RemembersTheProperties() =>
        Assert.Equal(InStep, BaselineUpdate.AfterCreate(Before, Some.Titled(Old), Some.Answer(Some.Titled(Old))));

    /// <summary>We carried an edit of the old property to Bitrix24 and died; then the property went.</summary>
    [Fact]
    public void Settle_WriteOfAnotherProperty_LeavesTheNewOneAtFirstSight()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Before, InStep, Some.Titled(Old), Some.Titled(New)));
        var (inBitrix24, inNotion) = (Some.Titled(New), Some.Titled(Empty));

        var plan = Reconciler.Reconcile(After, Intentions.Settle(InStep, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        Assert.Equal(New, plan.WritesTo(Side.Notion)[Some.Title]);
        Assert.Empty(plan.WritesTo(Side.Bitrix24));
    }

    private static Flow FlowWith(string property)
    {
        var field = Some.Field();
        return Some.Flow(field with { Notion = field.Notion with { Id = property } });
    }

    /// <summary>The baseline once a look is over in which each write was answered with what was sent.</summary>
    private static Baseline Save(Flow flow, Baseline baseline, CanonicalValue inBitrix24, CanonicalValue inNotion) =>
        BaselineUpdate.Apply(baseline, Reconciler.Reconcile(flow, baseline, Some.Titled(inBitrix24), Some.Titled(inNotion)), WriteAnswer.Nothing, WriteAnswer.Nothing);
}
