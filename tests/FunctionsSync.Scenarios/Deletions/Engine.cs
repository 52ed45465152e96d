using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Scenarios.Deletions;

/// <summary>Both simulated systems over real HTTP and the engine between them, over storage in memory: the test itself is timer and queue trigger.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Installation _installation;
    private readonly ServiceProvider _services;

    private Engine(TwoSystems systems, Installation installation, ServiceProvider services) => (Systems, _installation, _services) = (systems, installation, services);

    public TwoSystems Systems { get; }

    /// <summary>Requests that changed something, in both systems.</summary>
    public int Writes => Systems.Bitrix24.Requests.Entries.Count(request => request.IsWrite) + Systems.Notion.Requests.Entries.Count(request => request.IsWrite);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<Engine> StartAsync(Func<FlowSettings, FlowSettings> change)
    {
        var systems = await TwoSystems.StartAsync(
            new Bitrix24SimulatorOptions { RequestBurst = 250, RequestsPerSecond = 5 },
            new NotionSimulatorOptions { RequestsPerMinute = 600, QueryLag = TimeSpan.Zero },
            Ended);
        var installation = await Installation.CreateAsync(systems, "UseDevelopmentStorage=true", Ended);
        installation.Settings["Notion__RequestsPerSecond"] = "10";
        installation.Settings["Notion__Burst"] = "100";
        installation.Settings["Bitrix24__RequestsPerSecond"] = "5";
        installation.Settings["Bitrix24__Burst"] = "250";
        var file = SyncFileReader.ReadFile(installation.SyncFile);
        var services = new ServiceCollection()
            .AddSyncEngine(installation.Configuration, _ => file with { Flows = [.. file.Flows.Select(change)] })
            .AddInMemoryStorage()
            .AddSingleton(installation.Secrets)
            .BuildServiceProvider();
        return new(systems, installation, services);
    }

    /// <summary>Deals with their pages, in step.</summary>
    public async Task<IReadOnlyList<int>> AddPairsAsync(int count)
    {
        var deals = Enumerable.Range(1, count).Select(number => Systems.AddDeal($"Deal {number}")).ToList();
        await ResyncAsync();
        Assert.All(deals, deal => Assert.Single(Systems.PagesOf(deal)));
        return deals;
    }

    public string PageOf(int deal) => Systems.PagesOf(deal).Single()["id"]?.GetValue<string>() ?? string.Empty;

    public async Task<ResyncReport> ResyncAsync()
    {
        var report = Assert.Single(await _services.GetRequiredService<Resync>().RunAsync(progress: null, Ended));
        await DrainAsync();
        return report;
    }

    public async Task PollAsync()
    {
        await _services.GetRequiredService<NotionPoll>().RunAsync(Ended);
        await DrainAsync();
    }

    /// <summary>What the portal's event leads to.</summary>
    public async Task HearOfAsync(int deal)
    {
        await _services.GetRequiredService<ISyncRequestQueue>().EnqueueAsync(
            new(new RecordRef.Bitrix24(EntityType.Deal, new(deal)), SyncCause.Bitrix24Event, TimeProvider.System.GetUtcNow()), TimeSpan.Zero, Ended);
        await DrainAsync();
    }

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(JournalKind kind) => _services.GetRequiredService<IJournal>().ReadAsync(kind, 1000, Ended);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Systems.DisposeAsync();
        _installation.Dispose();
    }

    private Task DrainAsync()
    {
        var receiver = _services.GetRequiredService<ISyncRequestReceiver>();
        return Eventually.TrueAsync(
            "the queue is empty",
            async () =>
            {
                foreach (var message in await receiver.ReceiveAsync(32, TimeSpan.FromMinutes(5), Ended))
                {
                    await _services.GetRequiredService<WriteDrain>().HandleAsync(message.Text, Ended);
                    await receiver.CompleteAsync(message, Ended);
                }

                return await receiver.CountAsync(Ended) == 0;
            },
            Patience,
            Ended);
    }
}
