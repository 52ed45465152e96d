using System.Net;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Hosting;

/// <summary>
/// Listens for the application's first installation, whose event brings the tokens without which nothing else can begin. What else can be wrong is
/// told before.
/// </summary>
internal static class InstallationWait
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Returns at once where the application is installed, else when it has been.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="port">Where to listen; 0: any free port.</param>
    /// <param name="address">The address to listen on.</param>
    /// <param name="output">Tells that it waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The port, so that whoever listens next is found at the same.</returns>
    public static async Task<int> RunAsync(
        IConfiguration configuration, int port, IPAddress address, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = LoopbackApplication.CreateBuilder(port, LogLevel.Information, address);
        builder.Services.AddFunctionsSync(configuration);
        await using var application = builder.Build();
        var tokens = application.Services.GetRequiredService<Bitrix24TokenStore>();
        if (await tokens.ReadAsync(cancellationToken) is not null)
        {
            return port;
        }

        await CheckAsync(application.Services, cancellationToken);
        application.MapEventEndpoints();
        await application.StartAsync(cancellationToken);
        var listening = LoopbackApplication.AddressOf(application);
        await output.WriteLineAsync($"Waiting for the local application to be installed in Bitrix24, with this address, as Bitrix24 reaches it, for its initial install path: {listening}api/bitrix24/events");
        while (await tokens.ReadAsync(cancellationToken) is null)
        {
            await Task.Delay(LookAgain, application.Services.GetRequiredService<TimeProvider>(), cancellationToken);
        }

        // The answer goes out first.
        await application.StopAsync(cancellationToken);
        return listening.Port;
    }

    private static async Task CheckAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var check = services.GetRequiredService<StartupCheck>();
        await check.BeforeInstallationAsync(cancellationToken);
        if (await services.GetRequiredService<ISecretStore>().ReadAsync(SecretNames.Bitrix24ClientSecret, cancellationToken) is null)
        {
            throw new ConfigurationException(
                $"The secret {SecretNames.Bitrix24ClientSecret} is not set: set it with 'functionssync secrets set {SecretNames.Bitrix24ClientSecret}'.");
        }
    }
}
