using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24AuthorizationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ExpiredToken_IsRefreshedOnceAndTheCallRepeatedOnce()
    {
        await using var portal = await The.Portal();
        var old = await portal.StoredAccessTokenAsync();
        Expire(portal);

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", "oauth.token", "profile", "profile"], portal.Operations);
        Assert.NotEqual(old, await portal.StoredAccessTokenAsync());
    }

    [Fact]
    public async Task Call_ExpiredTokenInAWrite_IsWrittenOnce()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        var before = (await portal.ReadAsync(flow, deal))!;
        Expire(portal);

        var fresh = before with { ReadAt = portal.Clock.GetUtcNow() };
        await portal.Records.UpdateAsync(flow, deal, fresh, Some.Values(("TITLE", Some.Text("Wall"))), Cancelled);

        Assert.Equal(["batch", "crm.item.update", "oauth.token", "crm.item.update"], portal.Operations);
        Assert.Equal("Wall", portal.Deal(deal).Title);
    }

    /// <summary>Another instance may have the record by the time a slow renewal ends, and what it writes then would be overwritten.</summary>
    [Fact]
    public async Task Call_ExpiredTokenInAWriteAndTheRenewalTakesLong_IsNotSentAgain()
    {
        await using var portal = await The.Portal();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        var before = (await portal.ReadAsync(flow, deal))!;
        Expire(portal);
        portal.Secrets.Writing = _ => portal.Clock.Advance(TimeSpan.FromSeconds(11));

        var fresh = before with { ReadAt = portal.Clock.GetUtcNow() };
        var exception = await Assert.ThrowsAsync<RemoteException>(
            () => portal.Records.UpdateAsync(flow, deal, fresh, Some.Values(("TITLE", Some.Text("Wall"))), Cancelled));

        Assert.Equal(RemoteFailure.Overloaded, exception.Failure);
        Assert.Equal(["batch", "crm.item.update", "oauth.token"], portal.Operations);
        Assert.Equal("Roof", portal.Deal(deal).Title);
    }

    [Fact]
    public async Task Renew_NewPair_IsStoredBeforeItIsUsed()
    {
        await using var portal = await The.Portal();
        Expire(portal);
        string[] before = [];
        portal.Secrets.Writing = name => before = name == SecretNames.Bitrix24Tokens ? portal.Operations : before;

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", "oauth.token"], before);
    }

    [Fact]
    public async Task Renew_TwentyParallelCallers_RefreshOnce()
    {
        await using var portal = await The.Portal();
        Expire(portal);
        var schema = portal.Get<IBitrix24Schema>();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => schema.CheckAccessAsync(Cancelled))));

        Assert.Single(portal.Operations, operation => operation == "oauth.token");
    }

    [Fact]
    public async Task Renew_AnotherInstanceHasRotatedThePair_UsesTheStoredOne()
    {
        await using var portal = await The.Portal();
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);
        Expire(portal);
        portal.Simulator.Requests.Clear();
        await portal.StoreAsync(portal.State.IssueTokens(portal.Me));

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", "profile"], portal.Operations);
    }

    /// <summary>The application was installed again, by way of another instance, and the portal says no more than that it does not know us.</summary>
    [Fact]
    public async Task Call_RefusedForAnotherReasonThanItsAge_NextTimeUsesTheStoredPair()
    {
        await using var portal = await The.Portal();
        await portal.StoreAsync(portal.State.IssueTokens(portal.Me) with { AccessToken = string.Empty });
        var refusal = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));
        await portal.StoreAsync(portal.State.IssueTokens(portal.Me));

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Contains("NO_AUTH_FOUND", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["profile", "profile"], portal.Operations);
    }

    [Fact]
    public async Task Renew_AnotherInstanceRotatesThePairMeanwhile_UsesItsPair()
    {
        await using var portal = await The.Portal();
        Expire(portal);
        // Our refresh token is already out of the store and not yet sent: the moment the client secret is read.
        portal.Secrets.Reading = async name =>
        {
            if (name == SecretNames.Bitrix24ClientSecret)
            {
                portal.State.RevokeTokens();
                await portal.StoreAsync(portal.State.IssueTokens(portal.Me));
            }
        };

        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile", "oauth.token", "profile"], portal.Operations);
        Assert.Equal([401, 400, 200], portal.Simulator.Requests.Entries.Select(request => request.Status));
    }

    [Fact]
    public async Task Renew_RevokedTokens_IsUnauthorizedAndSaysWhatToDo()
    {
        await using var portal = await The.Portal();
        portal.State.RevokeTokens();

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));

        Assert.Equal(RemoteFailure.Unauthorized, exception.Failure);
        Assert.True(exception.ConcernsConnection);
        Assert.Contains("Reinstall the local application", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["profile", "oauth.token"], portal.Operations);
    }

    [Fact]
    public async Task Renew_WrongClientSecret_NamesTheSettingAndTheSecret()
    {
        await using var portal = await The.Portal();
        await portal.Secrets.WriteAsync(SecretNames.Bitrix24ClientSecret, "wrong", Cancelled);
        Expire(portal);

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));

        Assert.Equal(RemoteFailure.Unauthorized, exception.Failure);
        Assert.Contains("Bitrix24__ClientId", exception.Message, StringComparison.Ordinal);
        Assert.Contains(SecretNames.Bitrix24ClientSecret, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renew_AuthorizationServerIsDown_CanBeTriedAgain()
    {
        await using var portal = await The.Portal();
        Expire(portal);
        portal.State.Faults.Add(PlannedFaults.TokenEndpoint, new Fault.BadGateway());

        var exception = await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.True(exception.IsRetriable);
    }

    [Fact]
    public async Task Call_NeverInstalled_NamesTheSecretAndTheRemedy()
    {
        await using var portal = await The.Portal();
        await portal.Secrets.WriteAsync(SecretNames.Bitrix24Tokens, "null", Cancelled);

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled));

        Assert.Contains(SecretNames.Bitrix24Tokens, exception.Message, StringComparison.Ordinal);
        Assert.Empty(portal.Operations);
    }

    private static void Expire(Portal portal) => portal.Clock.Advance(TimeSpan.FromMinutes(61));
}
