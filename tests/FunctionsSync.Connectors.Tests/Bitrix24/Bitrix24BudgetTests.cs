using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24BudgetTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_MoreThanTheBucketHolds_NeverOverflowIt()
    {
        await using var portal = await The.Portal(options => options with { RequestBurst = 50 }, settings: [("Bitrix24:Burst", "50")]);
        var client = portal.Get<Bitrix24Client>();

        foreach (var _ in Enumerable.Range(0, 120))
        {
            await client.ReadAsync("profile", [], Cancelled);
        }

        var requests = portal.Simulator.Requests.Entries;
        Assert.All(requests, request => Assert.Equal(200, request.Status));
        Assert.InRange(requests[^1].At - requests[0].At, TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(41));
    }

    [Fact]
    public async Task Call_PortalHasHadEnough_EverybodyWaits()
    {
        await using var portal = await The.Portal();
        var client = portal.Get<Bitrix24Client>();
        portal.State.Faults.Add("crm.item.update", new Fault.QueryLimitExceeded());

        await Assert.ThrowsAsync<RemoteException>(() => client.WriteAsync("crm.item.update", [], Cancelled));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.ReadAsync("profile", [], Cancelled)));

        var requests = portal.Simulator.Requests.Entries;
        Assert.All(requests.Skip(1), request => Assert.True(request.At - requests[0].At >= TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Call_MethodHasUsedUpItsTime_IsHeldAloneUntilItsReset()
    {
        await using var portal = await The.Portal();
        var client = portal.Get<Bitrix24Client>();
        portal.State.SetOperatingCost("profile", TimeSpan.FromSeconds(240));
        await client.ReadAsync("profile", [], Cancelled);
        await client.ReadAsync("profile", [], Cancelled);

        var refused = await Assert.ThrowsAsync<RemoteException>(() => client.ReadAsync("profile", [], Cancelled));
        var held = await Assert.ThrowsAsync<RemoteException>(() => client.ReadAsync("profile", [], Cancelled));
        await client.ReadAsync("user.current", [], Cancelled);

        Assert.All([refused, held], exception => Assert.Equal(RemoteFailure.Overloaded, exception.Failure));
        Assert.InRange(held.RetryAfter!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Equal(["profile", "profile", "profile", "user.current"], portal.Operations);
        portal.Clock.Advance(held.RetryAfter.Value + TimeSpan.FromMinutes(1));
        await client.ReadAsync("profile", [], Cancelled);
    }

    [Fact]
    public async Task BatchReadAsync_OneMethodHasUsedUpItsTime_TheOthersGoOnWithoutIt()
    {
        await using var portal = await The.Portal();
        var client = portal.Get<Bitrix24Client>();
        portal.State.Faults.Add("profile", new Fault.OperationTimeLimit());
        var commands = new Dictionary<string, string> { ["a"] = "profile", ["b"] = "user.current" };

        var first = await client.BatchReadAsync(commands, Cancelled);
        var second = await client.BatchReadAsync(commands, Cancelled);

        Assert.All([first, second], answer =>
        {
            Assert.NotNull(answer.Find("b"));
            var held = Assert.Throws<RemoteException>(() => answer.Find("a"));
            Assert.Equal((RemoteFailure.Overloaded, TimeSpan.FromMinutes(3)), (held.Failure, held.RetryAfter));
        });
    }

    /// <summary>The same failure outside of a batch is one that time heals.</summary>
    [Fact]
    public async Task BatchReadAsync_OneCommandFailsInside_IsWorthAnotherAttempt()
    {
        await using var portal = await The.Portal();
        portal.State.Faults.Add("profile", new Fault.InternalServerError());
        var commands = new Dictionary<string, string> { ["a"] = "profile", ["b"] = "user.current" };

        var answer = await portal.Get<Bitrix24Client>().BatchReadAsync(commands, Cancelled);

        Assert.Equal(RemoteFailure.Unreachable, Assert.Throws<RemoteException>(() => answer.Find("a")).Failure);
        Assert.Equal(RemoteFailure.Unreachable, Assert.Throws<RemoteException>(() => answer.Find("neverAsked")).Failure);
        Assert.NotNull(answer.Find("b"));
    }

    [Fact]
    public async Task BatchReadAsync_EveryMethodIsHeld_IsNotSent()
    {
        await using var portal = await The.Portal();
        portal.Get<Bitrix24OperatingTime>().Exceeded("profile");

        var answer = await portal.Get<Bitrix24Client>().BatchReadAsync(new Dictionary<string, string> { ["a"] = "profile?x=1" }, Cancelled);

        Assert.Throws<RemoteException>(() => answer.Find("a"));
        Assert.Empty(portal.Operations);
    }

    [Fact]
    public async Task Call_MethodIsNearItsLimit_BulkLeavesTheRestToLive()
    {
        await using var portal = await The.Portal();
        var client = portal.Get<Bitrix24Client>();
        portal.State.SetOperatingCost("profile", TimeSpan.FromSeconds(440));
        await client.ReadAsync("profile", [], Cancelled);
        using (RequestScope.Enter(RequestLane.Bulk, TimeSpan.FromSeconds(10)))
        {
            var held = await Assert.ThrowsAsync<RemoteException>(() => client.ReadAsync("profile", [], Cancelled));
            Assert.Equal(RemoteFailure.Overloaded, held.Failure);
        }

        await client.ReadAsync("profile", [], Cancelled);
    }
}
