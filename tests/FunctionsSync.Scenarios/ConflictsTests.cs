using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>Both sides edit one field; the value that gave way is found and brought back with the program's own commands.</summary>
public sealed class ConflictsTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conflicts_ValueLostInNotion_IsListedShownRestoredAndArrivesOnBothSides()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var systems = scenario.Systems;
        var deal = await ConflictAsync(scenario);
        Assert.Equal(("EXECUTING", "In progress"), (systems.Deal(deal).StageId, systems.PagesOf(deal).Single().Select()));

        var (listed, lines, _) = await RunAsync(scenario, "list");
        Assert.Equal(0, listed);
        var line = Assert.Single(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        Assert.EndsWith($"Projects  {deal}       STAGE_ID=Status  Bitrix24", line, StringComparison.Ordinal);
        var id = line.Split(' ')[0];

        var (shown, details, _) = await RunAsync(scenario, "show", id);
        Assert.Equal(0, shown);
        Assert.Contains("lost value  Invoice sent\n", details, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoice sent", lines, StringComparison.Ordinal);

        Assert.Equal((0, "Written to Notion (STAGE_ID=Status); the sync takes it from there.\n", ""), await RunAsync(scenario, "restore", id));
        await scenario.SettleAsync();
        Assert.Equal(("PREPAYMENT_INVOICE", "Invoice sent"), (systems.Deal(deal).StageId, systems.PagesOf(deal).Single().Select()));
        Assert.Empty(Differences.Between(systems));

        Assert.Equal((0, "Notion says so already (STAGE_ID=Status); nothing was written.\n", ""), await RunAsync(scenario, "restore", id));
        Assert.Equal(
            ["choice:In progress", "choice:Invoice sent"], (await scenario.ReadJournalAsync(JournalKind.Conflict)).Select(entry => entry.LostValue));
    }

    [Fact]
    public async Task Conflicts_PageInTheTrash_IsToldAndNothingIsWritten()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var deal = await ConflictAsync(scenario);
        var id = Assert.Single(await scenario.ReadJournalAsync(JournalKind.Conflict)).Id ?? string.Empty;
        scenario.Systems.Notion.Workspace.TrashAsPerson(scenario.Systems.PagesOf(deal).Single()["id"]?.GetValue<string>() ?? string.Empty, scenario.Systems.People[0].NotionId);

        var (exitCode, output, errors) = await RunAsync(scenario, "restore", id);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("functionssync: Not restored: the page ", errors, StringComparison.Ordinal);
        Assert.Equal("EXECUTING", scenario.Systems.Deal(deal).StageId);
    }

    [Fact]
    public async Task Conflicts_NoneOrNoSuchId_IsTold()
    {
        await using var scenario = await Scenario.StartAsync(azurite);

        Assert.Equal((0, "No conflicts.\n", ""), await RunAsync(scenario, "list"));
        foreach (var command in new[] { "show", "restore" })
        {
            var (exitCode, output, errors) = await RunAsync(scenario, command, "0123456789abcdef0123456789abcdef");
            Assert.Equal((1, ""), (exitCode, output));
            Assert.Contains("conflicts list", errors, StringComparison.Ordinal);
        }
    }

    /// <summary>While the product is away both sides move one deal to another stage; when it is back, Bitrix24 wins: that is the stage's policy.</summary>
    private static async Task<int> ConflictAsync(Scenario scenario)
    {
        var host = await scenario.StartHostAsync();
        var deal = scenario.Systems.AddDeal("Website");
        await scenario.SettleAsync();
        await scenario.StopHostAsync(host);
        scenario.Systems.EditPage(deal, "Status", PageProperties.SelectOf("Invoice sent"));
        scenario.Systems.EditDeal(deal, "STAGE_ID", "EXECUTING");
        await scenario.StartHostAsync();
        await scenario.SettleAsync();
        return deal;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(Scenario scenario, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var program = await RunningProgram.StartDotnetAsync("functionssync.dll", ["conflicts", .. arguments], folder.Path, scenario.Settings);
        return (await program.WaitForExitAsync(Patience, Ended), program.Output, program.Errors);
    }
}
