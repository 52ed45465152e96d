using System.CommandLine;
using System.Globalization;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Resyncing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Commands;

internal static class ResyncCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var name = new Argument<string?>("flow") { Description = "The flow's name in sync.json; all flows without it.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(
            "resync", "Compares both sides in full: finds deletions, lost mappings and what was missed. The running service does what follows.") { name };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0, LogLevel.None);
            var flows = await SelectAsync(host.Services, arguments.GetValue(name), cancellationToken);
            var resync = host.Services.GetRequiredService<Resync>();
            var progress = new WrittenProgress(output);
            var failures = new List<Exception>();
            foreach (var flow in flows)
            {
                try
                {
                    var report = await resync.RunAsync(flow, progress, cancellationToken);
                    await output.WriteLineAsync(Describe(report));
                    if (report.State.Status == FlowStatus.Stopped)
                    {
                        failures.Insert(0, new SafetyStopException(FlowsCommand.Explain(report.State)));
                    }
                }
                catch (Exception exception) when (exception is RemoteException or ConfigurationException)
                {
                    await output.WriteLineAsync($"{flow.Name}: could not be compared; nothing is queued.");
                    failures.Add(exception);
                }
            }

            if (failures.Count > 0)
            {
                throw new AggregateException(failures);
            }
        }));
        return command;
    }

    private static async Task<IReadOnlyList<Flow>> SelectAsync(IServiceProvider services, string? name, CancellationToken cancellationToken)
    {
        FlowName? wanted = name is null ? null : FlowsCommand.Find(services.GetRequiredService<SyncFile>(), name);
        var flows = await services.GetRequiredService<FlowCatalog>().GetAsync(cancellationToken);
        return wanted is null ? flows : [.. flows.Where(flow => flow.Name == wanted)];
    }

    private static string Describe(ResyncReport report) => string.Create(CultureInfo.InvariantCulture, $"{report.State.Flow}: {report switch
    {
        { IsCompared: false, State.Status: FlowStatus.Paused } => "paused, not compared",
        { IsCompared: false } => "stopped, not compared",
        { Requests: 0, State.Status: FlowStatus.Stopped } => $"compared and stopped: {Counts(report)}; nothing is queued",
        _ => $"compared: {Counts(report)}; queued for the service: {report.Requests}",
    }}.");

    private static string Counts(ResyncReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"records in Bitrix24: {report.Bitrix24Count}, pages in Notion: {report.NotionCount}, pairs that have lost one of the two: {report.Missing}");

    /// <summary>In order, unlike <see cref="Progress{T}"/>, which reports from the thread pool.</summary>
    private sealed class WrittenProgress(TextWriter output) : IProgress<ResyncProgress>
    {
        private ResyncProgress? _last;

        public void Report(ResyncProgress value)
        {
            if (value != _last)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Flow}: listed in {value.Side}: {value.Count}"));
            }

            _last = value;
        }
    }
}
