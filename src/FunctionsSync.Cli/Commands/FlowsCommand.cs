using System.CommandLine;
using System.Globalization;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Commands;

internal static class FlowsCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("flows", "Lists, pauses and resumes the flows of sync.json.");
        command.Subcommands.Add(CreateList(output, errors));
        command.Subcommands.Add(CreatePause(output, errors));
        command.Subcommands.Add(CreateResume(output, errors));
        return command;
    }

    /// <exception cref="ConfigurationException">sync.json has no such flow.</exception>
    public static FlowName Find(SyncFile file, string name) => file.Flows.Any(flow => flow.Name == name)
        ? new(name)
        : throw new ConfigurationException($"sync.json has no flow '{name}'; it has: {string.Join(", ", file.Flows.Select(flow => flow.Name))}.");

    public static string Explain(FlowState state) =>
        $"{state.Flow} is stopped: {state.Reason}. If that is an accident, undo it first. Then run '{Confirm(state.Flow)}': the flow goes on with what it finds then.";

    private static string Confirm(FlowName flow) => $"functionssync flows resume \"{flow}\" --confirm";

    private static string Describe(FlowState state) => state switch
    {
        { Status: FlowStatus.Stopped } => $"stopped{Why(state)}. If that is an accident, undo it first. Then run '{Confirm(state.Flow)}'",
        { Status: FlowStatus.Paused } => $"paused{Why(state)}",
        { IsConfirmed: true } => "running; what stopped it is confirmed, and no safety stop holds it before its next resync has ended",
        _ => "running",
    };

    private static string Why(FlowState state) => string.Create(CultureInfo.InvariantCulture, $" since {state.Since?.UtcDateTime:u}: {state.Reason}");

    private static Command CreateList(TextWriter output, TextWriter errors)
    {
        var command = new Command("list", "Says which flows run, and why the others do not.");
        command.SetAction((_, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0, LogLevel.None);
            var names = host.Services.GetRequiredService<SyncFile>().Flows.Select(flow => flow.Name ?? string.Empty).ToList();
            var width = names.Max(name => name.Length);
            foreach (var name in names)
            {
                var state = await host.Services.GetRequiredService<FlowControl>().ReadAsync(new(name), cancellationToken);
                await output.WriteLineAsync($"{name.PadRight(width)}  {Describe(state)}");
            }
        }));
        return command;
    }

    private static Command CreatePause(TextWriter output, TextWriter errors)
    {
        var name = new Argument<string>("name") { Description = "The flow's name in sync.json." };
        var command = new Command("pause", "Lets a flow wait. What is to be done waits with it.") { name };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0, LogLevel.None);
            var flow = Find(host.Services.GetRequiredService<SyncFile>(), arguments.GetRequiredValue(name));
            var state = await host.Services.GetRequiredService<FlowControl>().PauseAsync(flow, cancellationToken);
            if (state.Status == FlowStatus.Stopped)
            {
                throw new SafetyStopException(Explain(state));
            }

            await output.WriteLineAsync($"{flow} is paused.");
        }));
        return command;
    }

    private static Command CreateResume(TextWriter output, TextWriter errors)
    {
        var name = new Argument<string>("name") { Description = "The flow's name in sync.json." };
        var confirm = new Option<bool>("--confirm") { Description = "What the safety stop warned of is meant: go through with it." };
        var command = new Command("resume", "Lets a flow run again. A request that waited is handled within five minutes.") { name, confirm };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0, LogLevel.None);
            var flow = Find(host.Services.GetRequiredService<SyncFile>(), arguments.GetRequiredValue(name));
            var state = await host.Services.GetRequiredService<FlowControl>().ResumeAsync(flow, arguments.GetValue(confirm), cancellationToken);
            if (state.Status == FlowStatus.Stopped)
            {
                throw new SafetyStopException(Explain(state));
            }

            await output.WriteLineAsync($"{flow} is {Describe(state)}.");
        }));
        return command;
    }
}
