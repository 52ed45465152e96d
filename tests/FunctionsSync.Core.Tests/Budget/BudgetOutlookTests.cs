using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Budget;

public sealed class BudgetOutlookTests
{
    [Fact]
    public void OpensAt_NobodyWasToldToWait_IsLongAgo() =>
        Assert.Equal(DateTimeOffset.MinValue, new BudgetOutlook().OpensAt(RequestLane.Bulk));

    [Fact]
    public void OpensAt_LiveMustWait_SoMustBulkButNotTheOtherWayRound()
    {
        var outlook = new BudgetOutlook();

        outlook.Close(RequestLane.Live, Demand.Start);
        outlook.Close(RequestLane.Bulk, Demand.Start.AddSeconds(5));
        outlook.Close(RequestLane.Live, Demand.Start.AddSeconds(-5));

        Assert.Equal(Demand.Start, outlook.OpensAt(RequestLane.Live));
        Assert.Equal(Demand.Start.AddSeconds(5), outlook.OpensAt(RequestLane.Bulk));
        outlook.Close(RequestLane.Live, Demand.Start.AddSeconds(9));
        Assert.Equal(Demand.Start.AddSeconds(9), outlook.OpensAt(RequestLane.Bulk));
    }
}
