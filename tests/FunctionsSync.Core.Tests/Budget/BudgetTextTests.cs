using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Budget;

public sealed class BudgetTextTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameState()
    {
        var state = new BudgetState
        {
            Slots = [new(Demand.Start, RequestLane.Live), new(Demand.Start, RequestLane.Bulk), new(Demand.Start.AddMilliseconds(336), RequestLane.Bulk)],
            Credit = 12.345678901234567,
            CreditAt = Demand.Start.AddSeconds(1),
            PausedUntil = Demand.Start.AddSeconds(2),
            Refusals = 3,
            RefusedAt = Demand.Start.AddSeconds(-1),
        };

        var read = BudgetText.Read(BudgetText.Write(state));

        Assert.Equal(state.Slots, read!.Slots);
        Assert.Equal(state with { Slots = [], Unknown = BudgetState.Unused.Unknown }, read with { Slots = [], Unknown = BudgetState.Unused.Unknown });
    }

    [Fact]
    public void Write_ABusyMinute_IsCompact()
    {
        var demand = new Demand(new(10, 60, CountsMinutes: true));
        demand.Saturate(TimeSpan.FromMinutes(3), 20, RequestLane.Live, RequestLane.Bulk);

        Assert.InRange(BudgetText.Write(demand.State).Length, 1000, 4000);
    }

    [Fact]
    public void Write_MembersOfANewerVersion_AreCarriedAlong()
    {
        var state = BudgetText.Read("""{"v":1,"credit":2,"plan":"business","weights":[1,2]}""");

        var written = BudgetText.Write(BudgetPolicy.Take(state!, new(3, 30, true), Demand.Start, RequestLane.Live, Demand.Start).State);

        Assert.Contains("\"plan\":\"business\"", written, StringComparison.Ordinal);
        Assert.Contains("\"weights\":[1,2]", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"v":2}""")]
    [InlineData("""{"v":1,"slots":null}""")]
    [InlineData("""{"v":1,"slots":"1,x"}""")]
    [InlineData("""{"v":1,"slots":"99999999999999999999"}""")]
    [InlineData("""{"v":1,"at":9223372036854775807}""")]
    public void Read_AnythingElse_IsNoState(string text) => Assert.Null(BudgetText.Read(text));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spent_NobodyKnowsWhatWasUsed_LeavesNothingAtOnce(bool countsMinutes)
    {
        var demand = new Demand(new(3, 30, countsMinutes));
        demand.State = BudgetState.Spent(new(3, 30, countsMinutes), Demand.Start);

        Assert.Equal(countsMinutes, demand.Take() is null);

        demand.Now += TimeSpan.FromSeconds(61);
        Assert.NotNull(demand.Take());
    }
}
