using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

/// <summary>The command line itself.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--prot", "5080")]
    [InlineData("serve", "--port", "many")]
    [InlineData("bind")]
    [InlineData("sync")]
    public async Task WrongUsage_ExitCode2AndHelp(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Errors);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesEveryCommandAndTheDemo()
    {
        var run = await RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(["demo", "serve", "bind <address>", "secrets", "--port"], text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("serve", "reverse proxy")]
    [InlineData("bind", "event.bind")]
    [InlineData("secrets", "set")]
    public async Task HelpOfACommand_SaysWhatItDoes(string command, string says)
    {
        var run = await RunAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.RunAsync(arguments, _folder.Path, new Dictionary<string, string?>());
}
