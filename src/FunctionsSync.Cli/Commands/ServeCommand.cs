using System.CommandLine;
using System.Globalization;
using System.Net;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;

namespace FunctionsSync.Cli.Commands;

internal static class ServeCommand
{
    /// <summary>The port Azure Functions Core Tools use, so that addresses in documents fit both.</summary>
    private const int DefaultPort = 7071;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        var port = new Option<int>("--port") { Description = "Port to listen on, on this machine only unless the setting Serve__Address says otherwise: put a reverse proxy with TLS before it.", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("serve", "Runs the engine on this machine against the configured systems and storage.") { port };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            var settings = Settings.Load();
            var address = ListenAddress.Read(settings);
            if (!FreePort.IsFree(arguments.GetValue(port), address))
            {
                throw new ConfigurationException(
                    $"Port {arguments.GetValue(port)} is taken on this machine, or {address} is not one of its addresses: choose another with --port or {ListenAddress.Setting}.");
            }

            var listenOn = await InstallationWait.RunAsync(settings, arguments.GetValue(port), address, output, cancellationToken);
            await using var host = ServeHost.Build(settings, listenOn, address: address);
            var flows = await host.CheckAsync(cancellationToken);
            await host.StartAsync(cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
                FunctionsSync keeps {flows.Count} flow(s) in step: {string.Join(", ", flows.Select(flow => $"{flow.Name} ({flow.Fields.Count} fields)"))}.
                Notion events: {host.Address}{NotionEventIntake.Path}.
                Bitrix24 events: {host.Address}{EventIntake.Path}. Ctrl+C ends it.
                """));
            if (!IPAddress.IsLoopback(address))
            {
                await output.WriteLineAsync($"It listens on {address} over plain http: let nothing but a reverse proxy with TLS reach it.");
            }

            await host.WaitForShutdownAsync(cancellationToken);
            await output.WriteLineAsync("Stopped.");
        }));
        return command;
    }
}
