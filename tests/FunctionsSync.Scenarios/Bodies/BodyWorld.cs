using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Scenarios.Bodies;

/// <summary>Both simulators over HTTP and the real engine between them, in virtual time, one message after the other.</summary>
internal sealed class BodyWorld : IAsyncDisposable
{
    private const string NotionToken = "ntn_bodies";
    private const int MostTurns = 2000;

    private readonly ServiceProvider _services;
    private readonly Bitrix24Simulator _portal;

    private BodyWorld(Bitrix24Simulator portal, NotionSimulator notion, FakeTimeProvider clock, string template)
    {
        (_portal, Notion, Clock) = (portal, notion, clock);
        (var database, DataSource) = notion.Workspace.CreateDatabase("Projects", JsonNode.Parse(
            """{"Name": {"title": {}}, "Bitrix24 ID": {"number": {}}}""")!.AsObject());
        _services = Engine($$"""
            {
              "flows": [
                {
                  "name": "Projects", "bitrix24": {"entity": "deal"}, "notion": {"database": "{{database}}"}, "template": "Project",
                  "fields": [{"bitrix24": "TITLE", "notion": "Name"}]
                }
              ],
              "templates": {"Project": {{template}}}
            }
            """);
    }

    public NotionSimulator Notion { get; }

    public FakeTimeProvider Clock { get; }

    public Steps Steps { get; } = new();

    public string DataSource { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<BodyWorld> StartAsync(string template)
    {
        var clock = new FakeTimeProvider(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var notion = await NotionSimulator.StartAsync(new() { Token = NotionToken, TimeProvider = clock, RequestsPerMinute = 100_000 }, Cancelled);
        var portal = await Bitrix24Simulator.StartAsync(new() { TimeProvider = clock, RequestBurst = 100_000 }, Cancelled);
        return new(portal, notion, clock, template);
    }

    public int AddCompany(string title) => _portal.Portal.AddCompany(title);

    /// <summary>The name of the user who answers for deals that name nobody.</summary>
    public string IntegrationUserName => _portal.Portal.Users.Single(user => user.Id == _portal.Portal.IntegrationUserId).FullName;

    public int AddDeal(params (string Name, object? Value)[] fields) =>
        _portal.Portal.AddDeal(fields.ToDictionary(field => field.Name, field => field.Value), _portal.Portal.IntegrationUserId);

    public void EditDeal(int id, string field, object? value) =>
        _portal.Portal.EditDeal(id, new Dictionary<string, object?> { [field] = value }, _portal.Portal.IntegrationUserId);

    /// <summary>Tells the engine of a deal and lets it work until nothing is left to do.</summary>
    public async Task SyncAsync(int deal)
    {
        await SendAsync(deal);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (!await HandleNextAsync())
            {
                if (await Receiver.CountAsync(Cancelled) == 0)
                {
                    return;
                }

                Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Fail($"The queue is not quiet after {MostTurns} turns.");
    }

    public Task SendAsync(int deal) => ((ISyncRequestQueue)Receiver).EnqueueAsync(
        new(new RecordRef.Bitrix24(EntityType.Deal, new(deal)), SyncCause.Bitrix24Event, Clock.GetUtcNow()), TimeSpan.Zero, Cancelled);

    /// <summary>Handles one message; false when none is visible. One that fails comes back, as the queue has it.</summary>
    public async Task<bool> HandleNextAsync()
    {
        if (await Receiver.ReceiveAsync(1, TimeSpan.FromMinutes(5), Cancelled) is not [var message])
        {
            return false;
        }

        try
        {
            await LetTimePassAsync(_services.GetRequiredService<WriteDrain>().HandleAsync(message.Text, Cancelled));
            await Receiver.CompleteAsync(message, Cancelled);
        }
        catch (Exception exception) when (exception is SimulatedKillException or RemoteException { IsRetriable: true })
        {
            await Receiver.ReleaseAsync(message, TimeSpan.FromSeconds(2), Cancelled);
        }

        return true;
    }

    /// <summary>Work that waits, for its slot of a request budget or for the end of a pause, waits in virtual time.</summary>
    private async Task LetTimePassAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancelled)) != work)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await work;
    }

    /// <summary>The pages that carry the deal's id: more than one is a duplicate.</summary>
    public IReadOnlyList<string> PagesOf(int deal) =>
    [
        .. Notion.Workspace.Pages(DataSource)
            .Where(page => (double?)page["properties"]?["Bitrix24 ID"]?["number"] == deal)
            .Select(page => (string?)page["id"] ?? string.Empty),
    ];

    /// <summary>The body of the deal's only page, a line for each block: its type and what it says.</summary>
    public IReadOnlyList<string> BodyOf(int deal) => [.. Notion.Workspace.Blocks(Assert.Single(PagesOf(deal))).Select(block => BlockText.Of(block, Notion.Workspace))];

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync() => await _services.GetRequiredService<IJournal>().ReadAsync(1000, Cancelled);

    public Task<Core.Mapping.RecordMapping?> MappingAsync(int deal) =>
        _services.GetRequiredService<IMappingStore>().FindAsync(new FlowName("Projects"), new Bitrix24Id(deal), Cancelled);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _portal.DisposeAsync();
        await Notion.DisposeAsync();
    }

    private ISyncRequestReceiver Receiver => _services.GetRequiredService<ISyncRequestReceiver>();

    private ServiceProvider Engine(string syncFile)
    {
        var application = new Bitrix24SimulatorOptions();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bitrix24:PortalUrl"] = _portal.BaseAddress.ToString(),
            ["Bitrix24:OAuthUrl"] = _portal.BaseAddress.ToString(),
            ["Bitrix24:ClientId"] = application.ClientId,
            ["Bitrix24:RequestsPerSecond"] = "100000",
            ["Bitrix24:Burst"] = "100000",
            ["Notion:BaseUrl"] = Notion.BaseAddress.ToString(),
            ["Notion:RequestsPerSecond"] = "100000",
            ["Notion:Burst"] = "100000",
        }).Build();
        var issued = _portal.Portal.IssueTokens(_portal.Portal.IntegrationUserId);
        var tokens = new Bitrix24Tokens { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, MemberId = application.MemberId };
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSyncEngine(configuration, _ => SyncFileReader.Read(syncFile, "sync.json"));
        services.AddInMemoryStorage();
        services.AddSingleton<ISecretStore>(new InMemorySecretStore(
        [
            new(SecretNames.NotionToken, NotionToken),
            new(SecretNames.Bitrix24ClientSecret, application.ClientSecret),
            new(SecretNames.Bitrix24Tokens, JsonSerializer.Serialize(tokens)),
        ]));
        Step<IBitrix24Records>(services);
        Step<INotionPages>(services);
        Step<INotionBodies>(services);
        Step<IMappingStore>(services);
        Step<ISyncRequestQueue>(services);
        Step<IJournal>(services);
        return services.BuildServiceProvider();
    }

    private void Step<T>(ServiceCollection services)
        where T : class
    {
        var original = services.Single(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => SteppedPort<T>.Around(Make<T>(provider, original), Steps)));
    }

    private static T Make<T>(IServiceProvider provider, ServiceDescriptor original)
        where T : class =>
        (T)(original.ImplementationInstance ?? original.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!));
}
