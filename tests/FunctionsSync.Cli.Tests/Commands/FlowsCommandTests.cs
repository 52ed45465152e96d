using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class FlowsCommandTests(AzuriteFixture azurite) : OperatorCommandTest(azurite)
{
    private const string Why = "Bitrix24 listed no records where there were 2";
    private const string Remedy = "functionssync flows resume \"Projects\" --confirm";

    [Fact]
    public async Task PauseListResume_RunningFlow_WaitsAndRunsAgain()
    {
        var before = await RunAsync("flows", "list");
        Assert.Equal((0, "Projects  running\n", ""), (before.ExitCode, before.Output, before.Errors));

        var pause = await RunAsync("flows", "pause", "Projects");
        Assert.Equal((0, "Projects is paused.\n", ""), (pause.ExitCode, pause.Output, pause.Errors));
        var paused = await RunAsync("flows", "list");
        Assert.Equal((0, ""), (paused.ExitCode, paused.Errors));
        Assert.Matches(@"^Projects  paused since \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ: paused by an operator\n$", paused.Output);

        var resync = await RunAsync("resync");
        Assert.Equal((0, "Projects: paused, not compared.\n", ""), (resync.ExitCode, resync.Output, resync.Errors));

        var resume = await RunAsync("flows", "resume", "Projects");
        Assert.Equal((0, "Projects is running.\n", ""), (resume.ExitCode, resume.Output, resume.Errors));
        Assert.Equal("Projects  running\n", (await RunAsync("flows", "list")).Output);
    }

    [Theory]
    [InlineData("flows", "pause")]
    [InlineData("flows", "resume")]
    [InlineData("resync")]
    public async Task AnyCommand_UnknownFlow_NamesThoseThereAre(params string[] command)
    {
        var run = await RunAsync([.. command, "Project"]);

        run.AssertFailed(2, "'Project'", "it has: Projects");
    }

    [Fact]
    public async Task Resume_StoppedFlow_RunsOnlyWhenConfirmed()
    {
        var deals = AddDeals(2);
        await ResyncAndServeAsync();
        DeleteDeals(deals);
        Assert.Equal(3, (await RunAsync("resync")).ExitCode);

        var list = await RunAsync("flows", "list");
        Assert.Equal((0, ""), (list.ExitCode, list.Errors));
        Assert.Matches(
            $@"^Projects  stopped since \S+ \S+Z: {Why}\. If that is an accident, undo it first\. Then run '{Remedy}'\n$", list.Output);
        (await RunAsync("flows", "pause", "Projects")).AssertFailed(3, Why, Remedy);
        (await RunAsync("flows", "resume", "Projects")).AssertFailed(3, Why, Remedy);

        var confirmed = await RunAsync("flows", "resume", "Projects", "--confirm");
        const string Confirmed = "running; what stopped it is confirmed, and no safety stop holds it before its next resync has ended";
        Assert.Equal((0, $"Projects is {Confirmed}.\n", ""), (confirmed.ExitCode, confirmed.Output, confirmed.Errors));
        Assert.Equal($"Projects  {Confirmed}\n", (await RunAsync("flows", "list")).Output);

        Assert.Equal(0, (await RunAsync("resync")).ExitCode);
        Assert.Equal("Projects  running\n", (await RunAsync("flows", "list")).Output);
    }
}
