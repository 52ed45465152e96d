using Azure.Data.Tables;
using Azure.Storage.Queues;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary>Commands given beside an installed service. No event is bound and no timer runs, so only a resync finds what has changed.</summary>
public abstract class OperatorCommandTest(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string NeverInATest = "0 0 0 29 2 *";
    private static readonly TimeSpan QueryLag = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TwoSystems? _systems;
    private Installation? _installation;

    protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    protected TwoSystems Systems => _systems ?? throw new InvalidOperationException("Not started.");

    protected Installation Installation => _installation ?? throw new InvalidOperationException("Not started.");

    /// <summary>How often either system was asked to change a record.</summary>
    protected int Writes => Systems.Bitrix24.Requests.Entries.Count(request => request.IsWrite) + Systems.Notion.Requests.Entries.Count(request => request.IsWrite);

    public async ValueTask InitializeAsync()
    {
        await azurite.RequireAsync(Ended);
        _systems = await TwoSystems.StartAsync(
            new Bitrix24SimulatorOptions { RequestBurst = 250, RequestsPerSecond = 5 },
            new NotionSimulatorOptions { RequestsPerMinute = 600, QueryLag = QueryLag },
            Ended);
        _installation = await Installation.CreateAsync(_systems, azurite.NewAccount(), Ended);
        foreach (var (name, value) in new[]
        {
            ("NotionPollSchedule", NeverInATest), ("CatchUpSchedule", NeverInATest), ("ResyncSchedule", NeverInATest), ("Notion__RequestsPerSecond", "10"), ("Notion__Burst", "100"),
            ("Bitrix24__RequestsPerSecond", "5"), ("Bitrix24__Burst", "250"),
        })
        {
            _installation.Settings[name] = value;
        }

        var file = await File.ReadAllTextAsync(_installation.SyncFile, Ended);
        await File.WriteAllTextAsync(_installation.SyncFile, file.Replace("\"added\"", "\"matching\"", StringComparison.Ordinal), Ended);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _installation?.Dispose();
        if (_systems is not null)
            await _systems.DisposeAsync();
    }

    protected Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.RunAsync(Installation, arguments);

    protected IReadOnlyList<int> AddDeals(int count) => [.. Enumerable.Range(1, count).Select(number => Systems.AddDeal($"Deal {number}"))];

    protected void DeleteDeals(IEnumerable<int> deals)
    {
        foreach (var deal in deals)
            Systems.Bitrix24.Portal.DeleteDeal(deal, byUserId: null);
    }

    /// <summary>Compares, and lets a running service do all that follows.</summary>
    protected async Task<CommandRun> ResyncAndServeAsync()
    {
        var run = await RunAsync("resync");
        await ServeUntilIdleAsync();
        return run;
    }

    protected AzureSyncRequestQueue Queue => new(name => new QueueClient(Installation.Settings["AzureWebJobsStorage"], name));

    protected TableFailedRequests Storage => new(new TableClient(Installation.Settings["AzureWebJobsStorage"], TableFailedRequests.TableName));

    protected async Task<RunningProgram> StartServiceAsync()
    {
        var service = await RunningProgram.StartDotnetAsync(
            "functionssync.dll", ["serve", "--port", "0"], Installation.Folder, Installation.Settings);
        await service.WaitForOutputAsync("Ctrl+C ends it.", Patience, Ended);
        return service;
    }

    /// <summary>Where a service listens, as it printed it.</summary>
    protected static Uri AddressOf(RunningProgram service)
    {
        const string Introduction = "Bitrix24 events: ";
        var line = service.Output.Split('\n').Single(line => line.StartsWith(Introduction, StringComparison.Ordinal));
        return new(new Uri(line[Introduction.Length..].Split(". ")[0]), "/");
    }

    /// <summary>Lets a service run until something has happened and nothing is queued any more.</summary>
    protected async Task ServeAsync(Func<Task<bool>> until)
    {
        await using var service = await StartServiceAsync();
        await Eventually.TrueAsync("it happens, and the queue is empty", async () => await until() && await Queue.CountAsync(Ended) == 0, Patience, Ended);
    }

    private async Task ServeUntilIdleAsync()
    {
        await ServeAsync(() => Task.FromResult(true));
        Assert.Empty(await Storage.ListAsync(Ended));
    }
}
