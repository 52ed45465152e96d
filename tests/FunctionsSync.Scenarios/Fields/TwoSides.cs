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
using FunctionsSync.Service.Flows;
using FunctionsSync.Simulators;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>Both simulated systems over HTTP and the engine between them, asked for one record at a time: no queue pump, no timer.</summary>
internal sealed class TwoSides : IAsyncDisposable
{
    public const string Deals = "Deals";
    private readonly Bitrix24Simulator _portal;
    private readonly NotionSimulator _notion;
    private readonly List<FlowSettings> _flows = [];
    private readonly string _person;
    private ServiceProvider? _services;

    private TwoSides(Bitrix24Simulator portal, NotionSimulator notion)
    {
        (_portal, _notion) = (portal, notion);
        _person = Workspace.AddPerson("Paula Person", "paula@example.com");
    }

    public Bitrix24Portal Portal => _portal.Portal;

    public NotionWorkspace Workspace => _notion.Workspace;

    public Uri PortalAddress => _portal.BaseAddress;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private ServiceProvider Services => _services ??= Build();

    public static async Task<TwoSides> StartAsync() => new(
        await Bitrix24Simulator.StartAsync(new() { RequestBurst = 250, RequestsPerSecond = 50 }, Ended),
        await NotionSimulator.StartAsync(new() { RequestsPerMinute = 600, QueryLag = TimeSpan.Zero }, Ended));

    /// <summary>A flow of deals with the given pairs; returns its data source.</summary>
    public string AddFlow(JsonObject schema, params FieldSettings[] fields) => AddFlow(Deals, "deal", schema, fields);

    public string AddFlow(string name, string entity, JsonObject schema, params FieldSettings[] fields)
    {
        schema["Bitrix24 ID"] = new JsonObject { ["number"] = new JsonObject() };
        var (_, dataSource) = Workspace.CreateDatabase(name, schema);
        _flows.Add(new()
        {
            Name = name,
            Bitrix24 = new() { Entity = entity },
            Notion = new() { DataSource = dataSource },
            Fields = [new() { Bitrix24 = "TITLE", Notion = "Name" }, .. fields],
        });
        return dataSource;
    }

    public int AddDeal(params (string Name, object? Value)[] values) =>
        Portal.AddDeal(new Dictionary<string, object?>(values.ToDictionary(pair => pair.Name, pair => pair.Value)) { ["TITLE"] = "Deal" }, Portal.IntegrationUserId);

    public void EditDeal(int id, string name, object? value) =>
        Portal.EditDeal(id, new Dictionary<string, object?> { [name] = value }, Portal.IntegrationUserId);

    public object? Value(int deal, string name) => Portal.Deals.Single(known => known.Id == deal).Values.GetValueOrDefault(name);

    public JsonObject Page(string dataSource, int record) => Workspace.Pages(dataSource)
        .Single(page => page["properties"]?["Bitrix24 ID"]?["number"]?.GetValue<double>() == record);

    public JsonObject Property(string dataSource, int record, string name) => Page(dataSource, record)["properties"]![name]!.AsObject();

    public void EditPage(string dataSource, int record, string name, JsonObject value) =>
        Workspace.EditAsPerson(Page(dataSource, record)["id"]!.GetValue<string>(), new JsonObject { [name] = value }, _person);

    /// <summary>Looks at the record until nobody asks for another look.</summary>
    public async Task SyncAsync(int id, string entity = "deal", string? flow = null)
    {
        var request = new SyncRequest(
            new RecordRef.Bitrix24(new(entity), new(id)), SyncCause.SecondLook, TimeProvider.System.GetUtcNow(), flow is null ? null : new FlowName(flow));
        await Services.GetRequiredService<WriteDrain>().HandleAsync(request.Serialize(), Ended);
        var queue = Services.GetRequiredService<ISyncRequestReceiver>();
        while (await queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Ended) is [var message])
        {
            await Services.GetRequiredService<WriteDrain>().HandleAsync(message.Text, Ended);
            await queue.CompleteAsync(message, Ended);
        }
    }

    /// <summary>Looks once more and fails when anything is written: both sides say the same.</summary>
    public async Task AssertQuietAsync(int id, string entity = "deal")
    {
        var before = Writes();
        await SyncAsync(id, entity);
        Assert.Equal(before, Writes());
    }

    /// <summary>As after ten minutes, when both schemas are read again.</summary>
    public void ReadSchemasAgain() => Services.GetRequiredService<FlowCatalog>().Expire();

    public Task CheckAsync() => Services.GetRequiredService<StartupCheck>().RunAsync(Ended);

    public async Task<IReadOnlyList<string>> HeldAsync() =>
        [.. (await Services.GetRequiredService<IJournal>().ReadAsync(100, Ended)).Where(entry => entry.Kind == JournalKind.Held).Select(entry => entry.Reason ?? string.Empty)];

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _portal.DisposeAsync();
        await _notion.DisposeAsync();
    }

    private int Writes() => Count(_portal.Requests) + Count(_notion.Requests);

    private static int Count(RequestLog log) => log.Entries.Count(request => request.IsWrite);

    private ServiceProvider Build()
    {
        var application = new Bitrix24SimulatorOptions();
        var issued = Portal.IssueTokens(Portal.IntegrationUserId);
        var tokens = new Bitrix24Tokens { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, MemberId = application.MemberId };
        var settings = new Dictionary<string, string?>
        {
            ["Bitrix24:PortalUrl"] = _portal.BaseAddress.ToString(),
            ["Bitrix24:OAuthUrl"] = _portal.BaseAddress.ToString(),
            ["Bitrix24:ClientId"] = application.ClientId,
            ["Bitrix24:RequestsPerSecond"] = "50",
            ["Bitrix24:Burst"] = "250",
            ["Notion:BaseUrl"] = _notion.BaseAddress.ToString(),
            ["Notion:RequestsPerSecond"] = "10",
            ["Notion:Burst"] = "500",
        };
        return new ServiceCollection()
            .AddSyncEngine(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _ => new SyncFile { Flows = _flows })
            .AddInMemoryStorage()
            .AddSingleton<ISecretStore>(new InMemorySecretStore(
            [
                new(SecretNames.NotionToken, new NotionSimulatorOptions().Token),
                new(SecretNames.Bitrix24ClientSecret, application.ClientSecret),
                new(SecretNames.Bitrix24ApplicationToken, application.ApplicationToken),
                new(SecretNames.Bitrix24Tokens, JsonSerializer.Serialize(tokens)),
            ]))
            .BuildServiceProvider();
    }
}
