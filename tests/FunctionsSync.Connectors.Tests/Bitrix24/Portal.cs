using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Simulators.Bitrix24;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>A running portal, and the connector to it as the product composes it, installed and with tokens.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Portal(Bitrix24Simulator simulator, ServiceProvider services, SkippingClock clock, WatchedSecretStore secrets, CapturedLog log)
    {
        (Simulator, _services, Clock, Secrets, Log) = (simulator, services, clock, secrets, log);
    }

    public Bitrix24Simulator Simulator { get; }

    public Bitrix24Portal State => Simulator.Portal;

    public SkippingClock Clock { get; }

    public WatchedSecretStore Secrets { get; }

    public CapturedLog Log { get; }

    public IBitrix24Records Records => Get<IBitrix24Records>();

    public int Me => State.IntegrationUserId;

    /// <summary>What was asked for, in order.</summary>
    public string[] Operations => [.. Simulator.Requests.Entries.Select(request => request.Operation)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<Portal> StartAsync(
        Func<Bitrix24SimulatorOptions, Bitrix24SimulatorOptions> options,
        Action<IServiceCollection> also,
        (string Name, string Value)[] settings)
    {
        var clock = new SkippingClock();
        var usual = new Bitrix24SimulatorOptions { TimeProvider = clock, EventDelay = TimeSpan.Zero, RequestBurst = 10_000 };
        var simulator = await Bitrix24Simulator.StartAsync(options(usual), Cancelled);
        var (secrets, log) = (new WatchedSecretStore(), new CapturedLog());
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ISecretStore>(secrets)
            .AddSingleton<IBudgetStore, InMemoryBudgetStore>()
            .AddBitrix24(Configuration(simulator, settings));
        also(services);
        var portal = new Portal(simulator, services.BuildServiceProvider(), clock, secrets, log);
        await secrets.WriteAsync(SecretNames.Bitrix24ClientSecret, usual.ClientSecret, Cancelled);
        await portal.StoreAsync(simulator.Portal.IssueTokens(simulator.Portal.IntegrationUserId));
        return portal;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task StoreAsync(IssuedTokens issued) => Get<Bitrix24TokenStore>().WriteAsync(
        new() { AccessToken = issued.AccessToken, RefreshToken = issued.RefreshToken, MemberId = "portal" }, Cancelled);

    public async Task<string?> StoredAccessTokenAsync() => (await Get<Bitrix24TokenStore>().ReadAsync(Cancelled))?.AccessToken;

    /// <summary>A flow over deals with these fields, as the portal describes them.</summary>
    public Task<Flow> FlowAsync(params string[] names) => FlowOfAsync(EntityType.Deal, names);

    public async Task<Flow> FlowOfAsync(EntityType entity, params string[] names)
    {
        var fields = await Get<IBitrix24Schema>().ReadFieldsAsync(entity, Cancelled);
        Simulator.Requests.Clear();
        var flow = Some.Flow(new(Guid.Empty), Some.IdProperty, names.Select(name => Some.Field(fields.Single(field => field.Name == name))));
        return flow with { Entity = entity };
    }

    public Bitrix24Id AddDeal(string title, params (string Name, object? Value)[] fields) =>
        new(State.AddDeal(
            new Dictionary<string, object?>(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) { ["TITLE"] = title },
            Me));

    public PortalDeal Deal(Bitrix24Id id) => State.Deals.Single(deal => deal.Id == id.Value);

    public Task<Snapshot?> ReadAsync(Flow flow, Bitrix24Id id) => Records.ReadAsync(flow, id, Cancelled);

    /// <summary>Writes over what the record says now.</summary>
    public async Task<WriteAnswer> WriteAsync(Flow flow, Bitrix24Id id, params (string Name, CanonicalValue Value)[] values)
    {
        var before = await ReadAsync(flow, id);
        Simulator.Requests.Clear();
        return await Records.UpdateAsync(flow, id, before!, Some.Values(values), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Simulator.DisposeAsync();
        Log.Dispose();
    }

    private static IConfiguration Configuration(Bitrix24Simulator simulator, (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bitrix24:PortalUrl"] = simulator.BaseAddress.AbsoluteUri,
            ["Bitrix24:OAuthUrl"] = simulator.BaseAddress.AbsoluteUri,
            ["Bitrix24:ClientId"] = new Bitrix24SimulatorOptions().ClientId,
            ["Bitrix24:Burst"] = "1000",
        })
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        .Build();
}
