using System.CommandLine;
using System.Globalization;
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
        var port = new Option<int>("--port") { Description = "Port to listen on, on this machine only: put a reverse proxy with TLS before it.", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("serve", "Runs the engine on this machine against the configured systems and storage.") { port };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            if (!FreePort.IsFree(arguments.GetValue(port)))
            {
                throw new ConfigurationException($"Port {arguments.GetValue(port)} is taken on this machine: choose another with --port.");
            }

            var settings = Settings.Load();
            var listenOn = await InstallationWait.RunAsync(settings, arguments.GetValue(port), output, cancellationToken);
            await using var host = ServeHost.Build(settings, listenOn);
            var flows = await host.CheckAsync(cancellationToken);
            await host.StartAsync(cancellationToken);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
                FunctionsSync keeps {flows.Count} flow(s) in step: {string.Join(", ", flows.Select(flow => $"{flow.Name} ({flow.Fields.Count} fields)"))}.
                Notion events: {host.Address}{NotionEventIntake.Path}.
                Bitrix24 events: {host.Address}{EventIntake.Path}. Ctrl+C ends it.
                """));
            await host.WaitForShutdownAsync(cancellationToken);
            await output.WriteLineAsync("Stopped.");
        }));
        return command;
    }
}
