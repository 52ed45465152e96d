using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;

namespace FunctionsSync.Core.Tests.Reconciliation;

/// <summary>A write of ours whose answer never came must not look like an edit.</summary>
public sealed class IntentionsTests
{
    private static readonly Flow Flow = Some.Flow(Some.Field());
    private static readonly CanonicalValue Old = Some.Text("old");
    private static readonly CanonicalValue New = Some.Text("new");
    private static readonly Baseline InStep = new(Baseline.None.Fields.Add(Some.Title, Some.Of(Old, Old)));

    [Fact]
    public void Settle_ValueArrived_NotesItAsWritten()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(Old), Says(New)));

        var settled = Intentions.Settle(InStep, intended, Says(New), Says(New));

        Assert.Equal(Some.Of(New, New), settled[Some.Title]);
    }

    /// <summary>Without the intention the old value would count as no edit, and what we had carried across would be written over it.</summary>
    [Fact]
    public void Settle_ValueArrivedAndWasTakenBackWhereItCameFrom_LetsThatTravel()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(Old), Says(New)));
        var (inBitrix24, inNotion) = (Says(New), Says(Old));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(InStep, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        Assert.Equal(Old, plan.WritesTo(Side.Bitrix24)[Some.Title]);
        Assert.Empty(plan.WritesTo(Side.Notion));
    }

    /// <summary>The worker may have died before it wrote, and a person entered the same.</summary>
    [Fact]
    public void Settle_ValueArrivedAndTheOtherSideMovedOn_KeepsItInTheJournal()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(Old), Says(New)));
        var (inBitrix24, inNotion) = (Says(New), Says(Some.Text("newer")));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(InStep, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        var outcome = Assert.Single(plan.Conflicts);
        Assert.Equal((FieldAction.NotionWins, New), (outcome.Action, outcome.Lost));
    }

    [Fact]
    public void Settle_ValueNeverArrived_KeepsTheBaseline()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(New), Says(Old)));

        Assert.Same(InStep, Intentions.Settle(InStep, intended, Says(New), Says(Old)));
    }

    [Fact]
    public void Settle_FieldThatIsNotRead_KeepsTheBaseline()
    {
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(New), Says(Old)));

        Assert.Same(InStep, Intentions.Settle(InStep, intended, Says(New), Some.Snapshot()));
    }

    private static Snapshot Says(CanonicalValue title) => Some.Snapshot((Some.Title, title));
}
