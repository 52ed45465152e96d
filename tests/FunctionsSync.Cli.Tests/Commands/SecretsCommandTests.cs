using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class SecretsCommandTests : IDisposable
{
    private const string Value = "ntn_4711-not-to-be-seen";
    private readonly TemporaryFolder _folder = new();

    private Dictionary<string, string?> Settings { get; } = new() { ["AzureWebJobsStorage"] = null, ["KeyVault__Uri"] = null, ["SecretsPath"] = null };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SetAndList_RoundTrip_ValueIsSeenNowhere()
    {
        var before = await RunAsync(null, "secrets", "list");
        Assert.Equal(0, before.ExitCode);
        Assert.Matches(@"notion-token\s+not set", before.Output);

        var set = await RunAsync(Value + "\n", "secrets", "set", "notion-token");
        Assert.Equal((0, "notion-token is set.\n", ""), (set.ExitCode, set.Output, set.Errors));

        var after = await RunAsync(null, "secrets", "list");
        Assert.Matches(@"notion-token\s+set", after.Output);
        Assert.DoesNotMatch(@"notion-token\s+not set", after.Output);
        Assert.DoesNotContain(Value, after.Output, StringComparison.Ordinal);
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(Value, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_NoValue_SaysHowToGiveIt()
    {
        var run = await RunAsync("\n", "secrets", "set", "notion-token");

        run.AssertFailed(2, "standard input");
    }

    [Fact]
    public async Task Set_UnknownName_ListsThoseThereAre()
    {
        var run = await RunAsync(Value, "secrets", "set", "notion-tokn");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("notion-token", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".secrets")));
    }

    private Task<CommandRun> RunAsync(string? input, params string[] arguments) => CommandRun.RunAsync(arguments, _folder.Path, Settings, input);
}
