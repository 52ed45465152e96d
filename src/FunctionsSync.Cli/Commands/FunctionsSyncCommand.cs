using System.CommandLine;

namespace FunctionsSync.Cli.Commands;

/// <summary>The command line: <c>functionssync</c> alone is the demo.</summary>
internal static class FunctionsSyncCommand
{
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("Keeps Bitrix24 and Notion saying the same thing. Without a command: a demo with two simulated systems on this machine.");
        DemoCommand.Configure(root, output, errors);
        root.Subcommands.Add(ServeCommand.Create(output, errors));
        root.Subcommands.Add(BindCommand.Create(output, errors));
        root.Subcommands.Add(ConflictsCommand.Create(output, errors));
        root.Subcommands.Add(FailedCommand.Create(output, errors));
        root.Subcommands.Add(FlowsCommand.Create(output, errors));
        root.Subcommands.Add(ResyncCommand.Create(output, errors));
        root.Subcommands.Add(SecretsCommand.Create(output, errors));
        root.Subcommands.Add(WebhookCommand.Create(output, errors));

        var parsed = root.Parse(arguments);
        try
        {
            var exitCode = await parsed.InvokeAsync(new() { Output = output, Error = errors, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? (int)ExitCode.BadConfiguration : exitCode;
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C while something was still being started or asked.
            await errors.WriteLineAsync("functionssync: interrupted before it was done.");
            return (int)ExitCode.Wanting;
        }
    }
}
