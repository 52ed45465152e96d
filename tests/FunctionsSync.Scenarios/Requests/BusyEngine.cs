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

namespace FunctionsSync.Scenarios.Requests;

/// <summary>
/// Both simulated systems over HTTP and the engine between them as a queue trigger drives it: many messages at a time. Neither system limits anybody,
/// so that only what is asked for decides how many requests there are.
/// </summary>
internal sealed class BusyEngine : IAsyncDisposable
{
    /// <summary><c>batchSize</c> and <c>newBatchThreshold</c> of <c>host.json</c> together.</summary>
    private const int Handlers = 24;

    private const string NoLimit = "100000";
    private static readonly TimeSpan IdleDelay = TimeSpan.FromMilliseconds(20);

    private readonly Installation _installation;
    private readonly ServiceProvider _services;

    private BusyEngine(TwoSystems systems, Installation installation, ServiceProvider services) => (Systems, _installation, _services) = (systems, installation, services);

    public TwoSystems Systems { get; }

    public int NotionRequests => Systems.Notion.Requests.Entries.Count;

    public int Bitrix24Requests => Systems.Bitrix24.Requests.Entries.Count;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<BusyEngine> StartAsync(TimeProvider clock)
    {
        var systems = await TwoSystems.StartAsync(
            new Bitrix24SimulatorOptions { TimeProvider = clock, RequestBurst = 100_000, RequestsPerSecond = 100_000, OperatingLimit = TimeSpan.FromDays(1), EventDelay = TimeSpan.Zero },
            new NotionSimulatorOptions { TimeProvider = clock, RequestsPerMinute = 100_000 },
            Ended);
        var installation = await Installation.CreateAsync(systems, "UseDevelopmentStorage=true", Ended);
        foreach (var name in (string[])["Notion__RequestsPerSecond", "Notion__Burst", "Bitrix24__RequestsPerSecond", "Bitrix24__Burst"])
        {
            installation.Settings[name] = NoLimit;
        }

        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services
            .AddSyncEngine(installation.Configuration, _ => SyncFileReader.ReadFile(installation.SyncFile))
            .AddInMemoryStorage()
            .AddSingleton(installation.Secrets);
        return new(systems, installation, services.BuildServiceProvider());
    }

    /// <summary>Deals with their pages, in step, and long enough ago for nothing to remember it.</summary>
    public async Task<IReadOnlyList<int>> AddPairsAsync(int count)
    {
        var deals = Enumerable.Range(1, count).Select(number => Systems.AddDeal($"Deal {number}")).ToList();
        await _services.GetRequiredService<Resync>().RunAsync(progress: null, Ended);
        await DrainAsync();
        return deals;
    }

    public void ForgetRequests()
    {
        Systems.Notion.Requests.Clear();
        Systems.Bitrix24.Requests.Clear();
    }

    /// <summary>A person edits a deal, and the portal tells of it.</summary>
    public Task EditAsync(int deal, string field, object value)
    {
        Systems.EditDeal(deal, field, value);
        return _services.GetRequiredService<ISyncRequestQueue>().EnqueueAsync(
            new(new RecordRef.Bitrix24(EntityType.Deal, new(deal)), SyncCause.Bitrix24Event, Now), TimeSpan.Zero, Ended);
    }

    public Task PollAsync() => _services.GetRequiredService<NotionPoll>().RunAsync(Ended);

    /// <summary>Handles messages, many at a time, until none is left.</summary>
    public async Task DrainAsync()
    {
        var receiver = _services.GetRequiredService<ISyncRequestReceiver>();
        var running = new List<Task>();
        while (running.Count > 0 || await receiver.CountAsync(Ended) > 0)
        {
            var messages = running.Count < Handlers ? await receiver.ReceiveAsync(Handlers - running.Count, TimeSpan.FromMinutes(5), Ended) : [];
            running.AddRange(messages.Select(message => HandleAsync(receiver, message)));
            await (running.Count > 0 ? Task.WhenAny(running) : Task.Delay(IdleDelay, TimeProvider.System, Ended));
            foreach (var task in running.Where(task => task.IsCompleted))
            {
                await task;
            }

            running.RemoveAll(task => task.IsCompleted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Systems.DisposeAsync();
        _installation.Dispose();
    }

    private DateTimeOffset Now => _services.GetRequiredService<TimeProvider>().GetUtcNow();

    private async Task HandleAsync(ISyncRequestReceiver receiver, QueuedMessage message)
    {
        await _services.GetRequiredService<WriteDrain>().HandleAsync(message.Text, Ended);
        await receiver.CompleteAsync(message, Ended);
    }
}
