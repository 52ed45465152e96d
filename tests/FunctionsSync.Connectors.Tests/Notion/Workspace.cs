using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Notion;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Tests.Notion;

/// <summary>A running workspace with a database of deals, and the connector to it as the product composes it.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    private const string Schema = """
        {
          "Name": {"title": {}}, "Status": {"select": {}}, "Phase": {"status": {}}, "Amount": {"number": {}}, "Responsible": {"people": {}},
          "Company": {"rich_text": {}}, "Creation Date": {"date": {}}, "Bitrix24 ID": {"number": {}}, "Bitrix24 Key": {"rich_text": {}}
        }
        """;

    private readonly ServiceProvider _services;
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    private Workspace(NotionSimulator simulator, ServiceProvider services, SkippingClock clock, WatchedSecretStore secrets, CapturedLog log)
    {
        (Simulator, _services, Clock, Secrets, Log) = (simulator, services, clock, secrets, log);
        Anna = State.AddPerson("Anna", "anna@example.com");
        (DatabaseId, DataSourceId) = State.CreateDatabase("Deals", Json(Schema));
    }

    public NotionSimulator Simulator { get; }

    public NotionWorkspace State => Simulator.Workspace;

    public SkippingClock Clock { get; }

    public WatchedSecretStore Secrets { get; }

    public CapturedLog Log { get; }

    public string Anna { get; }

    public string DatabaseId { get; }

    public string DataSourceId { get; }

    public INotionPages Pages => Get<INotionPages>();

    /// <summary>What was asked for, in order.</summary>
    public string[] Operations => [.. Simulator.Requests.Entries.Select(request => request.Operation)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Workspace> StartAsync(
        Func<NotionSimulatorOptions, NotionSimulatorOptions> options,
        Action<IServiceCollection> also,
        UserOverrides users,
        (string Name, string Value)[] settings)
    {
        var clock = new SkippingClock();
        var usual = new NotionSimulatorOptions { TimeProvider = clock, Seed = 7 };
        var simulator = await NotionSimulator.StartAsync(options(usual), Cancelled);
        var (secrets, log) = (new WatchedSecretStore(), new CapturedLog());
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ISecretStore>(secrets)
            .AddSingleton(users)
            .AddSingleton<IBudgetStore, InMemoryBudgetStore>()
            .AddNotion(Configuration(simulator, settings));
        also(services);
        await secrets.WriteAsync(SecretNames.NotionToken, usual.Token, Cancelled);
        return new(simulator, services.BuildServiceProvider(), clock, secrets, log);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<Flow> FlowAsync(params string[] names) => FlowAsync("Bitrix24 ID", names);

    /// <summary>A flow into the database with these properties, as the workspace describes them.</summary>
    public async Task<Flow> FlowAsync(string idProperty, string[] names)
    {
        var dataSource = new DataSourceId(Guid.Parse(DataSourceId));
        var properties = await Get<INotionSchema>().ReadPropertiesAsync(dataSource, Cancelled);
        Simulator.Requests.Clear();
        NotionProperty Named(string name) => properties.Single(property => property.Name == name);
        return Some.Flow(dataSource, Named(idProperty), names.Select(name => Some.Field(Named(name))));
    }

    public PageId AddPage(string properties) => new(Guid.Parse(State.CreateAsPerson(DataSourceId, Json(properties), Anna)));

    public PageId AddPage(Bitrix24Id id) => AddPage($$"""{"Bitrix24 ID": {"number": {{id}} } }""");

    public void Edit(PageId page, string properties) => State.EditAsPerson(page.ToString(), Json(properties), Anna);

    public JsonNode Property(PageId page, string name) =>
        State.Pages(DataSourceId).Single(each => (string?)each["id"] == page.ToString())["properties"]![name]!;

    /// <summary>What the page says; null when it is not there.</summary>
    public async Task<Snapshot?> ReadAsync(Flow flow, PageId page) =>
        await Pages.ReadAsync(flow, page, Cancelled) is PageState.Present present ? present.Snapshot : null;

    /// <summary>Writes over what the page says now.</summary>
    public async Task<WriteAnswer> WriteAsync(Flow flow, PageId page, params (string Name, CanonicalValue Value)[] values)
    {
        var before = await ReadAsync(flow, page);
        Simulator.Requests.Clear();
        return await Pages.UpdateAsync(flow, page, before!, Some.Values(values), Cancelled);
    }

    public Task<CreatedPage> CreateAsync(Flow flow, Bitrix24Id id, params (string Name, CanonicalValue Value)[] values) =>
        Pages.CreateAsync(flow, id, Some.Values(values), [], Cancelled);

    public Task<List<EditedPage>> ListAsync(Flow flow, DateTimeOffset? since = null) =>
        Pages.ListEditedAsync(flow, since, Cancelled).ToListAsync(Cancelled).AsTask();

    /// <summary>Changes the schema as a person with another tool does.</summary>
    public async Task ChangeSchemaAsync(string properties)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(Simulator.BaseAddress, $"v1/data_sources/{DataSourceId}"))
        {
            Content = new StringContent($$"""{"properties": {{properties}}}"""),
            Headers = { { "Authorization", $"Bearer {new NotionSimulatorOptions().Token}" }, { "Notion-Version", NotionClient.Version } },
        };
        using var response = await _http.SendAsync(request, Cancelled);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        Log.Dispose();
    }

    private static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();

    private static IConfiguration Configuration(NotionSimulator simulator, (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Notion:BaseUrl"] = simulator.BaseAddress.AbsoluteUri })
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
