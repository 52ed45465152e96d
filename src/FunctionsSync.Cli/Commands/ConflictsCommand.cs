using System.CommandLine;
using FunctionsSync.Cli.Conflicts;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Conflicts;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Cli.Commands;

internal static class ConflictsCommand
{
    public static Command Create(TextWriter output, TextWriter errors)
    {
        var command = new Command("conflicts", "Shows values that gave way where both sides had edited one field, and brings them back.");
        command.Subcommands.Add(CreateList(output, errors));
        command.Subcommands.Add(CreateShow(output, errors));
        command.Subcommands.Add(CreateRestore(output, errors));
        return command;
    }

    private static Command CreateList(TextWriter output, TextWriter errors)
    {
        var count = CountOption.Create();
        var command = new Command("list", "Lists conflicts, the newest first: when, in which flow, record and field, and who won.") { count };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0);
            var conflicts = await host.Services.GetRequiredService<IJournal>().ReadAsync(JournalKind.Conflict, arguments.GetValue(count), cancellationToken);
            foreach (var line in conflicts.Count == 0 ? ["No conflicts."] : ConflictReport.List(conflicts))
            {
                await output.WriteLineAsync(line);
            }
        }));
        return command;
    }

    private static Command CreateShow(TextWriter output, TextWriter errors)
    {
        var id = Id();
        var command = new Command("show", "Shows one conflict with the value that was lost.") { id };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0);
            if (await host.Services.GetRequiredService<IJournal>().FindAsync(arguments.GetRequiredValue(id), cancellationToken)
                is not { Kind: JournalKind.Conflict } conflict)
            {
                await errors.WriteLineAsync("functionssync: The journal has no such conflict, or none any more: 'functionssync conflicts list' shows those it has.");
                return ExitCode.Wanting;
            }

            foreach (var line in ConflictReport.Show(conflict))
            {
                await output.WriteLineAsync(line);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateRestore(TextWriter output, TextWriter errors)
    {
        var id = Id();
        var command = new Command("restore", "Writes a lost value back to the side that lost it; the running service carries it to the other one. What it replaces becomes a conflict of its own, which can be restored.") { id };
        command.SetAction((arguments, cancellationToken) => Failures.ReportAsync(errors, async () =>
        {
            await using var host = ServeHost.Build(Settings.Load(), port: 0);
            switch (await host.Services.GetRequiredService<ConflictRestore>().RestoreAsync(arguments.GetRequiredValue(id), cancellationToken))
            {
                case RestoreResult.Restored restored:
                    await output.WriteLineAsync($"Written to {restored.Side} ({restored.Field}); the sync takes it from there.");
                    return ExitCode.Done;
                case RestoreResult.AlreadyThere there:
                    await output.WriteLineAsync($"{there.Side} says so already ({there.Field}); nothing was written.");
                    return ExitCode.Done;
                case RestoreResult.Refused refused:
                    await errors.WriteLineAsync($"functionssync: Not restored: {refused.Reason}.");
                    return ExitCode.Wanting;
                default:
                    throw new InvalidOperationException("There is no such result.");
            }
        }));
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "As 'functionssync conflicts list' shows it." };
}
