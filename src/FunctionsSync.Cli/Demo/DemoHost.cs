using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using FunctionsSync.Service.Intake;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Simulators.Notion;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Demo;

/// <summary>Two simulated systems, the real engine between them, and a page to play with: all on this machine, all gone at the end.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    /// <summary>Notion is polled more often than in production, so that nobody has to wait for half a minute.</summary>
    private const string PollSchedule = "*/2 * * * * *";

    private readonly DemoWorld _world;
    private readonly WebApplication _application;

    private DemoHost(DemoWorld world, WebApplication application)
    {
        _world = world;
        _application = application;
    }

    public Uri Address => LoopbackApplication.AddressOf(_application);

    public Uri PortalAddress => _world.Portal.BaseAddress;

    public Uri NotionAddress => _world.Notion.BaseAddress;

    internal Bitrix24Simulator Portal => _world.Portal;

    internal NotionSimulator Notion => _world.Notion;

    /// <param name="preferredPort">The page's port, unless it is taken.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DemoHost> StartAsync(int preferredPort, CancellationToken cancellationToken)
    {
        var port = FreePort.Prefer(preferredPort);
        var world = await DemoWorld.StartAsync($"http://127.0.0.1:{port}", cancellationToken);
        var application = Build(world, port);
        try
        {
            await application.StartAsync(cancellationToken);
            await application.Services.GetRequiredService<IBitrix24Events>().BindAsync(
                new Uri(LoopbackApplication.AddressOf(application), EventIntake.Path), Bitrix24EventNames.For(world.SyncFile()), cancellationToken);
            world.AddDeals();
            return new(world, application);
        }
        catch
        {
            await application.DisposeAsync();
            await world.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        await _world.DisposeAsync();
    }

    private static WebApplication Build(DemoWorld world, int port)
    {
        var builder = LoopbackApplication.CreateBuilder(port, LogLevel.Warning);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(world.Settings()).Build();
        builder.Services.AddSyncEngine(configuration, _ => world.SyncFile());
        builder.Services.AddInMemoryStorage();
        builder.Services.AddSingleton<ISecretStore>(new InMemorySecretStore(world.Secrets()));
        builder.Services.AddNotionPoll(new("NotionPollSchedule", PollSchedule));
        builder.Services.AddHostedService<QueuePump>();
        var application = builder.Build();
        application.MapEventEndpoints();
        application.MapDemoPage(world);
        return application;
    }
}
