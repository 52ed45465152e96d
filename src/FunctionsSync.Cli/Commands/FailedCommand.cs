using System.CommandLine;
using FunctionsSync.Cli.Failed;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Cli.Commands;

internal static class FailedCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("failed", "Shows requests that could not be handled and are parked, replays or discards them.");
        command.Subcommands.Add(CreateList(output, errors));
        command.Subcommands.Add(CreateShow(output, errors));
        command.Subcommands.Add(CreateReplay(output, errors));
        command.Subcommands.Add(CreateDiscard(output, errors));
        return command;
    }

    private static Command CreateList(TextWriter output, TextWriter errors)
    {
        var count = CountOption.Create();
        var trying = new Option<bool>("--trying") { Description = "Those that have failed and are still being tried, instead of the parked ones." };
        var command = new Command("list", "Lists parked requests, the one that failed last first: which record in which flow, and why.") { count, trying };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = Open();
            var all = await host.Services.GetRequiredService<IFailedRequests>().ListAsync(cancellationToken);
            var parked = all.Where(request => request.ParkedAt is not null).ToList();
            var tried = all.Where(request => request.ParkedAt is null).ToList();
            var shown = arguments.GetValue(trying) ? tried : parked;
            foreach (var line in shown.Count == 0 ? ["None."] : FailedReport.List([.. shown.Take(arguments.GetValue(count))]))
            {
                await output.WriteLineAsync(line);
            }

            if (!arguments.GetValue(trying) && tried.Count > 0)
            {
                await output.WriteLineAsync($"Failing, and still being tried: {tried.Count}. 'functionssync failed list --trying' shows them.");
            }
        }));
        return command;
    }

    private static Command CreateShow(TextWriter output, TextWriter errors)
    {
        var id = new Argument<string>("id") { Description = "As 'functionssync failed list' shows it." };
        var command = new Command("show", "Shows one failed request in full.") { id };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = Open();
            if (await host.Services.GetRequiredService<IFailedRequests>().FindAsync(arguments.GetRequiredValue(id), cancellationToken) is not { } failed)
            {
                return await UnknownAsync(errors);
            }

            foreach (var line in FailedReport.Show(failed))
            {
                await output.WriteLineAsync(line);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateReplay(TextWriter output, TextWriter errors)
    {
        var id = new Argument<string?>("id") { Description = "As 'functionssync failed list' shows it.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything that is parked, as bulk work." };
        var command = new Command("replay", "Asks the running service to look at a parked record again, with its full patience.") { id, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(id) is not null)
            {
                result.AddError("Give either an id or --all.");
            }
        });
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = Open();
            var parked = host.Services.GetRequiredService<ParkedRequests>();
            var results = arguments.GetValue(id) is { } one
                ? [await parked.ReplayAsync(one, cancellationToken)]
                : await parked.ReplayAllAsync(cancellationToken);
            return await TellAsync(results, arguments.GetValue(all), output, errors);
        }));
        return command;
    }

    private static async Task<ExitCode> TellAsync(IReadOnlyList<ReplayResult> results, bool all, TextWriter output, TextWriter errors)
    {
        var exitCode = ExitCode.Done;
        foreach (var result in results)
        {
            switch (result)
            {
                case ReplayResult.Replayed replayed when !all:
                    await output.WriteLineAsync($"{replayed.Record} is queued; the running service looks at it.");
                    break;
                case ReplayResult.Malformed malformed:
                    await errors.WriteLineAsync($"functionssync: Not replayed: {malformed.Id} is no sync request of this version. Discard it, or replay it with the version that wrote it.");
                    exitCode = ExitCode.Wanting;
                    break;
                case ReplayResult.Unknown:
                    exitCode = await UnknownAsync(errors);
                    break;
            }
        }

        if (all)
        {
            await output.WriteLineAsync($"Queued for the service: {results.OfType<ReplayResult.Replayed>().Count()}.");
        }

        return exitCode;
    }

    private static Command CreateDiscard(TextWriter output, TextWriter errors)
    {
        var id = new Argument<string>("id") { Description = "As 'functionssync failed list' shows it." };
        var command = new Command("discard", "Forgets a parked request. The record stays as it is until its next edit, or a resync.") { id };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = Open();
            if (!await host.Services.GetRequiredService<ParkedRequests>().DiscardAsync(arguments.GetRequiredValue(id), cancellationToken))
            {
                return await UnknownAsync(errors);
            }

            await output.WriteLineAsync("Discarded.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<ExitCode> UnknownAsync(TextWriter errors)
    {
        await errors.WriteLineAsync("functionssync: Nothing is parked under this id, or not any more: 'functionssync failed list' shows what is.");
        return ExitCode.Wanting;
    }

    private static ServeHost Open() => ServeHost.Build(Settings.Load(), port: 0, LogLevel.None);
}
