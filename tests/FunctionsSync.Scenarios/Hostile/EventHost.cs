using System.Collections.Concurrent;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using FunctionsSync.Service.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>The event endpoints as <c>serve</c> has them, before a queue that nobody empties.</summary>
internal sealed class EventHost : IAsyncDisposable, ISyncRequestQueue
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _enqueued = new();

    private EventHost()
    {
        var builder = LoopbackApplication.CreateBuilder(port: 0, LogLevel.Trace);
        builder.Logging.ClearProviders().AddProvider(Log);
        var settings = new Dictionary<string, string?> { ["Bitrix24:PortalUrl"] = $"https://{Bitrix24Traffic.Domain}", ["Bitrix24:ClientId"] = "local.1" };
        builder.Services.AddSyncEngine(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _ => new SyncFile
        {
            Flows = [new() { Name = "Projects", Bitrix24 = new() { Entity = "deal" }, Notion = new() { DataSource = "11111111-1111-1111-1111-111111111111" } }],
        });
        builder.Services.AddInMemoryStorage();
        builder.Services.AddSingleton<ISyncRequestQueue>(this);
        builder.Services.AddSingleton<ISecretStore>(Secrets);
        _application = builder.Build();
        _application.MapEventEndpoints();
    }

    public WatchedLog Log { get; } = new(Bitrix24Traffic.ApplicationToken, Bitrix24Traffic.MemberId, NotionTraffic.Token);

    public InMemorySecretStore Secrets { get; } = new(
    [
        new(SecretNames.Bitrix24ApplicationToken, Bitrix24Traffic.ApplicationToken),
        new(SecretNames.Bitrix24Tokens, $$"""{"access_token":"kept-access","refresh_token":"kept-refresh","member_id":"{{Bitrix24Traffic.MemberId}}"}"""),
        new(SecretNames.NotionWebhookToken, NotionTraffic.Token),
    ]);

    public Uri Address => LoopbackApplication.AddressOf(_application);

    public static async Task<EventHost> StartAsync(CancellationToken cancellationToken)
    {
        var host = new EventHost();
        await host._application.StartAsync(cancellationToken);
        return host;
    }

    /// <summary>What was enqueued since the last time.</summary>
    public IReadOnlyList<string> TakeEnqueued()
    {
        var taken = new List<string>();
        while (_enqueued.TryDequeue(out var record))
            taken.Add(record);
        return taken;
    }

    Task ISyncRequestQueue.EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        _enqueued.Enqueue($"{request.Record}");
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }
}
