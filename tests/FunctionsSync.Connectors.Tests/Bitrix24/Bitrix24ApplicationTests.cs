using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24ApplicationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindClientIdAsync_TokenOfThePortal_IsItsApplication()
    {
        await using var portal = await The.Portal();
        await portal.Secrets.WriteAsync(SecretNames.Bitrix24Tokens, "null", Cancelled);

        var clientId = await portal.Get<IBitrix24Application>().FindClientIdAsync(portal.State.IssueTokens(portal.Me).AccessToken, Cancelled);

        Assert.Equal(new Bitrix24SimulatorOptions().ClientId, clientId);
    }

    /// <summary>Also one that has expired: nothing of ours is refreshed because of it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public async Task FindClientIdAsync_TokenThePortalDoesNotTake_IsNobodys(int minutes)
    {
        await using var portal = await The.Portal();
        var token = minutes == 0 ? "forged" : portal.State.IssueTokens(portal.Me).AccessToken;
        portal.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.Null(await portal.Get<IBitrix24Application>().FindClientIdAsync(token, Cancelled));

        Assert.Equal(["app.info"], portal.Operations);
    }

    /// <summary>Anybody can send one: the secret store is not read again for it.</summary>
    [Fact]
    public async Task FindClientIdAsync_ForgedToken_LeavesOurTokensAlone()
    {
        await using var portal = await The.Portal();
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);
        var reads = 0;
        portal.Secrets.Reading = _ =>
        {
            reads++;
            return Task.CompletedTask;
        };

        await portal.Get<IBitrix24Application>().FindClientIdAsync("forged", Cancelled);
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(0, reads);
    }

    [Fact]
    public async Task FindClientIdAsync_PortalIsOverloaded_IsNoAnswer()
    {
        await using var portal = await The.Portal();
        Enumerable.Range(0, 5).ToList().ForEach(_ => portal.State.Faults.Add("app.info", new Fault.QueryLimitExceeded()));

        await Assert.ThrowsAsync<RemoteException>(() => portal.Get<IBitrix24Application>().FindClientIdAsync("any", Cancelled));
    }

    [Fact]
    public async Task InstallAsync_OldTokensAreDead_TheNewOnesAreUsedAtOnce()
    {
        await using var portal = await The.Portal();
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);
        portal.State.RevokeTokens();
        var issued = portal.State.IssueTokens(portal.Me);
        portal.Simulator.Requests.Clear();

        await portal.Get<IBitrix24Application>().InstallAsync(issued.AccessToken, issued.RefreshToken, "portal", Cancelled);
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal(["profile"], portal.Operations);
        Assert.Equal(issued.AccessToken, await portal.StoredAccessTokenAsync());
    }

    [Fact]
    public async Task InstallAsync_AnotherInstanceReceivedIt_TheOthersFindTheNewTokens()
    {
        await using var portal = await The.Portal();
        await using var instances = new Instances(portal, 1);
        await instances.Schemas[0].CheckAccessAsync(Cancelled);
        portal.State.RevokeTokens();
        var issued = portal.State.IssueTokens(portal.Me);

        await portal.Get<IBitrix24Application>().InstallAsync(issued.AccessToken, issued.RefreshToken, "portal", Cancelled);
        await instances.Schemas[0].CheckAccessAsync(Cancelled);

        Assert.DoesNotContain("oauth.token", portal.Operations);
    }

    [Fact]
    public async Task InstallAsync_PortalHadMoved_TheMoveStaysKnown()
    {
        await using var portal = await The.Portal();
        portal.State.Rename(new Uri($"http://localhost:{portal.Simulator.BaseAddress.Port}/"));
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);
        var issued = portal.State.IssueTokens(portal.Me);

        await portal.Get<IBitrix24Application>().InstallAsync(issued.AccessToken, issued.RefreshToken, "portal", Cancelled);
        portal.Simulator.Requests.Clear();
        await portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

        Assert.Equal([200], portal.Simulator.Requests.Entries.Select(request => request.Status));
    }
}
