using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Several instances of the service meet one pair of tokens.</summary>
public sealed class Bitrix24SingleFlightTests
{
    private const string Refresh = "oauth.token";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Renew_InstancesMeetAnExpiredTokenAtOnce_RefreshOnce(int count)
    {
        await using var portal = await The.Portal();
        await using var instances = new Instances(portal, count);
        await CallAllAsync(instances);
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        portal.Simulator.Requests.Clear();

        await CallAllAsync(instances);

        Assert.Single(portal.Operations, operation => operation == Refresh);
        Assert.Equal(count, portal.Simulator.Requests.Entries.Count(request => request is { Operation: "profile", Status: 200 }));
    }

    /// <summary>The pair is dead on the server before the new one is in the store: whoever looks in between has to wait.</summary>
    [Fact]
    public async Task Renew_NewPairIsNotStoredYet_OthersWaitForIt()
    {
        await using var portal = await The.Portal();
        await using var instances = new Instances(portal, 2);
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        Task? second = null;
        portal.Secrets.Writing = name => second ??= name == SecretNames.Bitrix24Tokens ? Task.Run(() => instances.Schemas[1].CheckAccessAsync(Cancelled)) : null;

        await instances.Schemas[0].CheckAccessAsync(Cancelled);
        await second!;

        Assert.Single(portal.Operations, operation => operation == Refresh);
    }

    [Fact]
    public async Task Renew_HolderOfTheLeaseDied_IsOvertakenWhenItRunsOut()
    {
        await using var portal = await The.Portal();
        var leases = new InMemoryLeases(portal.Clock);
        await using var instances = new Instances(portal, 1, portal.Clock, leases);
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        var expiresAt = (await leases.TryTakeAsync(Bitrix24SingleFlight.LeaseName, TimeSpan.FromMinutes(2), Cancelled))!.ExpiresAt;

        await instances.Schemas[0].CheckAccessAsync(Cancelled);

        Assert.Single(portal.Operations, operation => operation == Refresh);
        Assert.True(portal.Clock.GetUtcNow() >= expiresAt);
    }

    [Fact]
    public async Task Renew_Done_LeavesTheLeaseFree()
    {
        await using var portal = await The.Portal();
        var leases = new InMemoryLeases(portal.Clock);
        await using var instances = new Instances(portal, 1, portal.Clock, leases);
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        portal.State.Faults.Add(PlannedFaults.TokenEndpoint, new Fault.BadGateway());

        await Assert.ThrowsAsync<RemoteException>(() => instances.Schemas[0].CheckAccessAsync(Cancelled));
        Assert.NotNull(await leases.TryTakeAsync(Bitrix24SingleFlight.LeaseName, TimeSpan.FromTicks(1), Cancelled));
        await instances.Schemas[0].CheckAccessAsync(Cancelled);

        Assert.NotNull(await leases.TryTakeAsync(Bitrix24SingleFlight.LeaseName, TimeSpan.FromMinutes(2), Cancelled));
    }

    [Fact]
    public async Task Renew_StoreFailsForAWhile_IsSavedInTheEndAndOnlyThenUsed()
    {
        await using var portal = await The.Portal();
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        var failures = 5;
        string[] before = [];
        portal.Secrets.Writing = _ =>
        {
            before = portal.Operations;
            if (failures-- > 0)
            {
                throw new IOException("the vault is away");
            }
        };

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", Refresh], before);
        Assert.Equal(["profile", Refresh, "profile"], portal.Operations);
    }

    [Fact]
    public async Task Renew_StoreFailsForLong_TheNextCallStoresTheSamePairAndRefreshesNothing()
    {
        await using var portal = await The.Portal();
        var old = await portal.StoredAccessTokenAsync();
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        portal.Secrets.Writing = _ => throw new IOException("the vault is away");

        var failure = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));
        Assert.True(failure.IsRetriable);
        Assert.Equal(["profile", Refresh], portal.Operations);
        portal.Secrets.Writing = _ => { };
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", Refresh, "profile", "profile"], portal.Operations);
        Assert.NotEqual(old, await portal.StoredAccessTokenAsync());
    }

    [Fact]
    public async Task Renew_CallerGivesUpMeanwhile_TheNewPairIsStoredAllTheSame()
    {
        await using var portal = await The.Portal();
        var old = await portal.StoredAccessTokenAsync();
        portal.Clock.Advance(TimeSpan.FromMinutes(61));
        using var caller = new CancellationTokenSource();
        portal.Secrets.Writing = _ => caller.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(caller.Token));

        Assert.NotEqual(old, await portal.StoredAccessTokenAsync());
    }

    private static Task CallAllAsync(Instances instances) =>
        Task.WhenAll(instances.Schemas.Select(schema => Task.Run(() => schema.CheckAccessAsync(Cancelled))));
}
