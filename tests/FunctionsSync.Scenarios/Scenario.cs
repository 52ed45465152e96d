using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Scenarios;

/// <summary>
/// Both simulated systems over real HTTP and the product between them, composed as <c>serve</c> composes it: Azure storage (Azurite), the
/// encrypted secrets file, <c>sync.json</c>. Only the timers stand still; a scenario polls, catches up and compares itself.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string NeverInATest = "0 0 0 29 2 *";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly List<ServeHost> _hosts = [];
    private readonly Installation _installation;
    private readonly TimeSpan _quiet;

    private Scenario(TwoSystems systems, Installation installation, TimeSpan quiet)
    {
        (Systems, _installation, _quiet) = (systems, installation, quiet);
        Settings["NotionPollSchedule"] = NeverInATest;
        Settings["CatchUpSchedule"] = NeverInATest;
        Settings["ResyncSchedule"] = NeverInATest;
        Settings["Notion__RequestsPerSecond"] = "10";
        Settings["Notion__Burst"] = "100";
        Settings["Bitrix24__RequestsPerSecond"] = "5";
        Settings["Bitrix24__Burst"] = "250";
    }

    public TwoSystems Systems { get; }

    public ISecretStore Secrets => _installation.Secrets;

    /// <summary>An instance that is not started: nothing listens, and nobody takes from the queue.</summary>
    public ServeHost BuildHost() => ServeHost.Build(_installation.Configuration, port: 0);

    public Dictionary<string, string?> Settings => _installation.Settings;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>Quick systems by default: their delays shorter than the vendors', their limits those of the largest plans.</summary>
    public static async Task<Scenario> StartAsync(
        AzuriteFixture azurite, TimeSpan? eventDelay = null, TimeSpan? queryLag = null, TimeSpan? tokenLifetime = null, params string[] features)
    {
        await azurite.RequireAsync(Ended);
        var (delay, lag) = (eventDelay ?? TimeSpan.FromMilliseconds(20), queryLag ?? TimeSpan.FromMilliseconds(100));
        var systems = await TwoSystems.StartAsync(
            new Bitrix24SimulatorOptions
            {
                RequestBurst = 250,
                RequestsPerSecond = 5,
                EventDelay = delay,
                Features = features,
                AccessTokenLifetime = tokenLifetime ?? new Bitrix24SimulatorOptions().AccessTokenLifetime,
            },
            new NotionSimulatorOptions { RequestsPerMinute = 600, QueryLag = lag, WebhookWindow = delay },
            Ended);
        var installation = await Installation.CreateAsync(systems, azurite.NewAccount(), Ended);
        return new(systems, installation, (delay > lag ? delay : lag) + TimeSpan.FromMilliseconds(250));
    }

    /// <summary>Before the first instance starts.</summary>
    public Task WriteSyncFileAsync(string json) => File.WriteAllTextAsync(_installation.SyncFile, json, Ended);

    /// <summary>Starts an instance of the product and binds it to the portal's events.</summary>
    public async Task<ServeHost> StartHostAsync()
    {
        var host = ServeHost.Build(_installation.Configuration, port: 0);
        _hosts.Add(host);
        await host.CheckAsync(Ended);
        await host.StartAsync(Ended);
        await host.Services.GetRequiredService<IBitrix24Events>()
            .BindAsync(new Uri(host.Address, EventIntake.Path), Bitrix24EventNames.For(host.Services.GetRequiredService<SyncFile>()), Ended);
        return host;
    }

    /// <summary>Sets Notion's webhooks up as an operator and a person in Notion do.</summary>
    public async Task SubscribeAsync(ServeHost host)
    {
        Systems.Notion.Workspace.Webhooks.Subscribe(new Uri(host.Address, NotionEventIntake.Path));
        using var command = new NotionSubscription(_installation.Secrets, TimeProvider.System);
        string? token = null;
        await Eventually.TrueAsync("the verification token arrives", async () => (token = await command.ShowAsync(Ended)) is not null, Patience, Ended);
        Assert.True(Systems.Notion.Workspace.Webhooks.Verify(token ?? string.Empty));
    }

    public async Task StopHostAsync(ServeHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
        Systems.Bitrix24.Portal.ForgetEventHandlers();
    }

    public Task PollAsync() => _hosts[0].Services.GetRequiredService<NotionPoll>().RunAsync(Ended);

    /// <summary>Asks Bitrix24 what was edited, as every five minutes.</summary>
    public Task CatchUpAsync() => _hosts[0].Services.GetRequiredService<Bitrix24CatchUp>().RunAsync(Ended);

    /// <summary>Compares both sides in full, as every night.</summary>
    public Task ResyncAsync() => _hosts[0].Services.GetRequiredService<Resync>().RunAsync(progress: null, Ended);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync() =>
        _hosts[0].Services.GetRequiredService<IJournal>().ReadAsync(1000, Ended);

    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(JournalKind kind) =>
        [.. (await ReadJournalAsync()).Where(entry => entry.Kind == kind)];

    public Task<int> CountQueuedAsync() => _hosts[0].Services.GetRequiredService<ISyncRequestReceiver>().CountAsync(Ended);

    /// <summary>What has failed and not succeeded since, parked or still being tried.</summary>
    public Task<IReadOnlyList<FailedRequest>> ReadFailedAsync() => _hosts[0].Services.GetRequiredService<IFailedRequests>().ListAsync(Ended);

    /// <summary>Polls until the queue is empty and two polls in a row have led to nothing.</summary>
    public async Task SettleAsync()
    {
        await DrainAsync();
        var (idlePolls, flows) = (0, _hosts[0].Services.GetRequiredService<SyncFile>().Flows.Count);
        while (idlePolls < 2)
        {
            var before = Requests;
            await PollAsync();
            await DrainAsync();
            var pollAlone = (before.Bitrix24, before.Notion + flows, before.Events);
            idlePolls = Requests == pollAlone ? idlePolls + 1 : 0;
        }

        Assert.Empty(await ReadFailedAsync());
    }

    /// <summary>Waits until the queue is empty, no event is on the way, and neither system has seen a request, or sent an event, for a while.</summary>
    public Task DrainAsync() => Eventually.UnchangedAsync(
        "the queue is empty and both systems are quiet",
        // In this order: an event that has arrived is in the queue.
        async () => (EventsOnTheWay == 0 && await CountQueuedAsync() == 0 ? 0 : TimeProvider.System.GetTimestamp(), Requests),
        _quiet,
        Patience,
        Ended);

    private int EventsOnTheWay => Systems.Bitrix24.Portal.EventsOnTheWay + Systems.Notion.Workspace.Webhooks.OnTheWay;

    private (int Bitrix24, int Notion, int Events) Requests =>
        (Systems.Bitrix24.Requests.Entries.Count, Systems.Notion.Requests.Entries.Count,
        Systems.Bitrix24.Portal.Deliveries.Count + Systems.Notion.Workspace.Webhooks.Deliveries.Count);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Systems.DisposeAsync();
        _installation.Dispose();
    }
}
