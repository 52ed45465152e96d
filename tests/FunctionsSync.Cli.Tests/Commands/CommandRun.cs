using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary>What a run of <c>functionssync</c> left behind.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>A command ends within this time, whatever it waits for, also on a slow machine that is busy with something else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Runs the program to its end, in a process of its own.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="environment">The settings.</param>
    /// <param name="input">Standard input.</param>
    public static async Task<CommandRun> RunAsync(
        string[] arguments, string folder, IReadOnlyDictionary<string, string?> environment, string? input = null)
    {
        await using var program = await RunningProgram.StartDotnetAsync("functionssync.dll", arguments, folder, environment, input);
        var exitCode = await program.WaitForExitAsync(Patience, TestContext.Current.CancellationToken);
        return new(exitCode, program.Output, program.Errors);
    }

    public static Task<CommandRun> RunAsync(Installation installation, params string[] arguments) =>
        RunAsync(arguments, installation.Folder, installation.Settings);

    /// <summary>One clear line on standard error, nothing else anywhere.</summary>
    public void AssertFailed(int exitCode, params string[] says)
    {
        var line = Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("functionssync: ", line, StringComparison.Ordinal);
        Assert.All(says, text => Assert.Contains(text, line, StringComparison.Ordinal));
        Assert.DoesNotContain(" at FunctionsSync", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.Empty(Output);
        Assert.Equal(exitCode, ExitCode);
    }
}
