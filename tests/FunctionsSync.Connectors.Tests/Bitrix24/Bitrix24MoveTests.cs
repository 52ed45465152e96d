using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>A portal that is renamed while the service runs.</summary>
public sealed class Bitrix24MoveTests
{
    private const string Old = "old-name.bitrix24.example";
    private const string New = "new-name.bitrix24.example";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_PortalWasRenamed_IsRepeatedAsItWasAtTheNewHostAndGoesThereFromThenOn()
    {
        await using var portal = await Renamed();

        await CheckAsync(portal);
        await CheckAsync(portal);

        Assert.Equal([(Old, "POST"), (New, "POST"), (New, "POST")], Hosts(portal).Calls);
        Assert.Equal(["profile", "oauth.token", "profile", "profile"], portal.Operations);
    }

    [Fact]
    public async Task Call_PortalWasRenamed_AWriteIsCarriedOutOnce()
    {
        await using var portal = await Named();
        var flow = await portal.FlowAsync("TITLE");
        var deal = portal.AddDeal("Roof");
        var before = await portal.ReadAsync(flow, deal);
        Rename(portal);

        await portal.Records.UpdateAsync(flow, deal, before!, Some.Values(("TITLE", Some.Text("Wall"))), Cancelled);

        Assert.Equal("Wall", portal.Deal(deal).Title);
        Assert.Equal([302, 200], portal.Simulator.Requests.Entries.Where(request => request.Operation == "crm.item.update").Select(request => request.Status));
    }

    [Fact]
    public async Task Call_AfterARestart_GoesToTheNewHostAtOnce()
    {
        await using var portal = await Renamed();
        await CheckAsync(portal);
        var stored = (await portal.Get<Bitrix24TokenStore>().ReadAsync(Cancelled))!;

        var address = Bitrix24PortalAddress.Of(new() { PortalUrl = $"https://{Old}" }, stored);

        Assert.Equal($"https://{New}/", address.AbsoluteUri);
    }

    [Fact]
    public async Task Of_SettingNamesAnotherAddress_TheSettingCounts()
    {
        await using var portal = await Renamed();
        await CheckAsync(portal);
        var stored = (await portal.Get<Bitrix24TokenStore>().ReadAsync(Cancelled))!;

        Assert.Equal("https://third.bitrix24.example/", Bitrix24PortalAddress.Of(new() { PortalUrl = "https://third.bitrix24.example" }, stored).AbsoluteUri);
    }

    [Fact]
    public async Task Call_TokenExpiresAfterTheMove_TheNewHostIsKept()
    {
        await using var portal = await Renamed();
        await CheckAsync(portal);
        portal.Clock.Advance(TimeSpan.FromMinutes(61));

        await CheckAsync(portal);

        Assert.Equal((New, "POST"), Hosts(portal).Calls[^1]);
        Assert.Equal($"https://{New}/", (await portal.Get<Bitrix24TokenStore>().ReadAsync(Cancelled))?.MovedTo?.AbsoluteUri);
    }

    /// <summary>The authorisation server knows nothing of the new address: no token goes there, and it is asked once.</summary>
    [Fact]
    public async Task Call_RedirectedToAStranger_SendsNothingThereAndSaysWhatToDo()
    {
        await using var portal = await Named();
        await CheckAsync(portal);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            portal.State.Faults.Add("profile", new Fault.Renamed(new Uri("https://stranger.example")));
            var exception = await Assert.ThrowsAsync<RemoteException>(() => CheckAsync(portal));
            Assert.Equal(RemoteFailure.Forbidden, exception.Failure);
            Assert.Contains("stranger.example", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Bitrix24__PortalUrl", exception.Message, StringComparison.Ordinal);
        }

        await CheckAsync(portal);

        Assert.All(Hosts(portal).Calls, call => Assert.Equal(Old, call.Host));
        Assert.Single(portal.Operations, operation => operation == "oauth.token");
    }

    /// <summary>Tokens never leave https, whatever anybody confirms.</summary>
    [Fact]
    public async Task Call_MovedToPlainHttp_SendsNothingThere()
    {
        await using var portal = await Named();
        portal.State.Rename(new Uri($"http://{New}/"));

        await Assert.ThrowsAsync<RemoteException>(() => CheckAsync(portal));

        Assert.All(Hosts(portal).Calls, call => Assert.Equal(Old, call.Host));
    }

    [Fact]
    public async Task Call_MovedOnThisMachine_IsFollowedWithoutAsking()
    {
        await using var portal = await The.Portal();
        portal.State.Rename(new Uri($"http://localhost:{portal.Simulator.BaseAddress.Port}/"));

        await CheckAsync(portal);
        await CheckAsync(portal);

        Assert.Equal(["profile", "profile", "profile"], portal.Operations);
        Assert.Equal([302, 200, 200], portal.Simulator.Requests.Entries.Select(request => request.Status));
    }

    [Fact]
    public async Task Call_SeveralInstancesMeetTheMove_TheyAskOnce()
    {
        await using var portal = await The.Portal();
        await using var instances = new Instances(portal, 4);
        portal.State.Rename(new Uri($"http://localhost:{portal.Simulator.BaseAddress.Port}/"));

        await Task.WhenAll(instances.Schemas.Select(schema => Task.Run(() => schema.CheckAccessAsync(Cancelled))));
        portal.Simulator.Requests.Clear();
        await Task.WhenAll(instances.Schemas.Select(schema => Task.Run(() => schema.CheckAccessAsync(Cancelled))));

        Assert.All(portal.Simulator.Requests.Entries, request => Assert.Equal(200, request.Status));
    }

    private static HostMap Hosts(Portal portal) => portal.Get<HostMap>();

    private static Task CheckAsync(Portal portal) => portal.Get<IBitrix24Schema>().CheckAccessAsync(Cancelled);

    private static void Rename(Portal portal) => portal.State.Rename(new Uri($"https://{New}/"));

    private static async Task<Portal> Renamed()
    {
        var portal = await Named();
        Rename(portal);
        return portal;
    }

    /// <summary>A portal with a public name, as far as this machine goes.</summary>
    private static async Task<Portal> Named()
    {
        Bitrix24Simulator? simulator = null;
        var portal = await The.Portal(
            services: services => services
                .AddSingleton(_ => new HostMap(simulator?.BaseAddress ?? throw new InvalidOperationException("Not started.")))
                .AddHttpClient(nameof(Bitrix24Client)).ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<HostMap>()),
            settings: [("Bitrix24:PortalUrl", $"https://{Old}/")]);
        simulator = portal.Simulator;
        portal.State.Rename(new Uri($"https://{Old}/"));
        return portal;
    }
}
