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

    /// <summary>Somebody entered by chance what we were about to write, and the record it came from has moved on: nobody can tell the one from the other.</summary>
    [Theory]
    [InlineData(Side.Notion)]
    [InlineData(Side.Bitrix24)]
    public void Settle_ValueIsThereAndItsOriginMovedOn_KeepsItRestorable(Side to)
    {
        var newer = Says(Some.Text("newer"));
        var (inBitrix24, inNotion) = to == Side.Notion ? (newer, Says(New)) : (Says(New), newer);
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(to == Side.Notion ? New : Old), Says(to == Side.Notion ? Old : New)));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(InStep, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        Assert.Equal(New, Assert.Single(plan.Conflicts).Lost);
        Assert.Equal(Some.Text("newer"), plan.WritesTo(to)[Some.Title]);
    }

    /// <summary>Its origin says again what it said before: an edit as well as the other side's, whether or not the write was carried out in between.</summary>
    [Theory]
    [InlineData(Side.Notion)]
    [InlineData(Side.Bitrix24)]
    public void Settle_OtherValueIsThereAndItsOriginTookItBack_IsAConflict(Side to)
    {
        var (others, takenBack) = (Says(Some.Text("other")), Says(Old));
        var (inBitrix24, inNotion) = to == Side.Notion ? (takenBack, others) : (others, takenBack);
        var intended = Intentions.Of(Reconciler.Reconcile(Flow, InStep, Says(to == Side.Notion ? New : Old), Says(to == Side.Notion ? Old : New)));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(InStep, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        Assert.Single(plan.Conflicts);
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

    [Fact]
    public void Settle_CreatedPageSaysSomethingElse_LetsThatTravelAndKeepsWhatItReplaces()
    {
        var intended = Intentions.OfCreation(Reconciler.Reconcile(Flow, Baseline.None, Says(New), Says(new CanonicalValue.Empty())));
        var (inBitrix24, inNotion) = (Says(New), Says(Some.Text("edited")));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(Baseline.None, intended, inBitrix24, inNotion), inBitrix24, inNotion);

        Assert.Equal(Some.Text("edited"), plan.WritesTo(Side.Bitrix24)[Some.Title]);
        Assert.Equal(New, Assert.Single(plan.Conflicts).Lost);
    }

    /// <summary>Notion may have refused the value: at first sight an empty side is filled.</summary>
    [Fact]
    public void Settle_CreatedPageSaysNothing_FillsIt()
    {
        var empty = Says(new CanonicalValue.Empty());
        var intended = Intentions.OfCreation(Reconciler.Reconcile(Flow, Baseline.None, Says(New), empty));

        var plan = Reconciler.Reconcile(Flow, Intentions.Settle(Baseline.None, intended, Says(New), empty), Says(New), empty);

        Assert.Equal(New, plan.WritesTo(Side.Notion)[Some.Title]);
    }

    private static Snapshot Says(CanonicalValue title) => Some.Snapshot((Some.Title, title));
}
