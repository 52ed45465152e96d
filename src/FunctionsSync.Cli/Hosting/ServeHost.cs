using System.Net;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>The engine on one machine: what the Functions app is, with a timer, a queue pump and a web server of its own.</summary>
internal sealed class ServeHost : IAsyncDisposable
{
    private static readonly TimeSpan StorageTimeout = TimeSpan.FromSeconds(8);

    private readonly WebApplication _application;

    private ServeHost(WebApplication application) => _application = application;

    public Uri Address => LoopbackApplication.AddressOf(_application);

    public IServiceProvider Services => _application.Services;

    /// <param name="configuration">The settings.</param>
    /// <param name="port">Where to listen once started; 0: any free port.</param>
    /// <param name="level">What is logged. Nothing for a command that tells the operator itself what came of it: the log would say it twice.</param>
    /// <param name="address">Where to listen; this machine alone by default.</param>
    public static ServeHost Build(IConfiguration configuration, int port, LogLevel level = LogLevel.Information, IPAddress? address = null)
    {
        var builder = LoopbackApplication.CreateBuilder(port, level, address);
        builder.Services.AddFunctionsSync(configuration);
        builder.Services.AddNotionPoll(Schedule.Read(configuration, "NotionPollSchedule", "*/30 * * * * *"));
        builder.Services.AddCatchUp(Schedule.Read(configuration, "CatchUpSchedule", "0 */5 * * * *"));
        builder.Services.AddResync(Schedule.Read(configuration, "ResyncSchedule", "0 0 3 * * *"));
        builder.Services.AddHostedService<QueuePump>();
        var application = builder.Build();
        application.MapEventEndpoints();
        application.MapOperatorEndpoints();
        return new(application);
    }

    /// <summary>Everything that an operator can have got wrong is found here, before any work begins.</summary>
    public async Task<IReadOnlyList<Flow>> CheckAsync(CancellationToken cancellationToken)
    {
        // Reads the settings and sync.json: what is wrong with them is told without waiting for any network.
        var check = Services.GetRequiredService<StartupCheck>();

        // Without storage the pump would only repeat that it cannot receive.
        await CheckStorageAsync(cancellationToken);
        return await check.RunAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops first, also when it was never told to: work that is merely cut off would be reported as failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    /// <summary>Queues and tables have addresses of their own. The client libraries' retries are for outages, not for a wrong setting.</summary>
    private async Task CheckStorageAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(StorageTimeout, Services.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Services.GetRequiredService<ISyncRequestReceiver>().CountAsync(either.Token);
            await Services.GetRequiredService<IJournal>().ReadAsync(1, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteException(
                RemoteFailure.Unreachable,
                $"The storage account did not answer within {StorageTimeout.TotalSeconds:0} s: check AzureWebJobsStorage; on one machine, start Azurite.",
                exception);
        }
    }
}
