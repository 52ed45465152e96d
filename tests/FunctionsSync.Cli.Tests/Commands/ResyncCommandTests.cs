using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class ResyncCommandTests(AzuriteFixture azurite) : OperatorCommandTest(azurite)
{
    [Fact]
    public async Task Resync_Twice_SecondWritesNothing()
    {
        AddDeals(3);

        var first = await ResyncAndServeAsync();
        Assert.Equal((0, Compared(records: 3, pages: 0, queued: 3), ""), (first.ExitCode, first.Output, first.Errors));
        Assert.Equal(3, Systems.Pages.Count);
        var written = Writes;

        var second = await ResyncAndServeAsync();
        Assert.Equal((0, Compared(records: 3, pages: 3, queued: 3), ""), (second.ExitCode, second.Output, second.Errors));
        Assert.Equal((written, 3), (Writes, Systems.Pages.Count));
    }

    [Fact]
    public async Task Resync_TwoHundredRecords_TellsProgressOnce()
    {
        AddDeals(200);

        var run = await RunAsync("resync", "Projects");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Projects: listed in Bitrix24: 100\nProjects: listed in Bitrix24: 200\nProjects: listed in Notion: 0\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resync_NotionUnreachable_SaysWhere()
    {
        using var closed = new ClosedPort();
        Installation.Settings["Notion__BaseUrl"] = closed.Address.ToString();

        (await RunAsync("resync")).AssertFailed(4, "Notion");
    }

    [Fact]
    public async Task Resync_TooManyDeletions_StopsUntilConfirmed()
    {
        const int Gone = 21;
        const int All = 43;
        const string Why = "Projects is stopped: of 43 pairs 21 have lost a record. If that is an accident, undo it first. "
            + "Then run 'functionssync flows resume \"Projects\" --confirm': the flow goes on with what it finds then.";
        var deals = AddDeals(All);
        await ResyncAndServeAsync();
        Assert.Equal(All, Systems.Pages.Count);
        DeleteDeals(deals.Take(Gone));
        var written = Writes;

        var stopped = await RunAsync("resync");
        Assert.Equal((3, $"functionssync: {Why}\n"), (stopped.ExitCode, stopped.Errors));
        Assert.EndsWith(
            "Projects: compared and stopped: records in Bitrix24: 22, pages in Notion: 43, pairs that have lost one of the two: 21; nothing is queued.\n",
            stopped.Output,
            StringComparison.Ordinal);

        var again = await ResyncAndServeAsync();
        Assert.Equal((3, "Projects: stopped, not compared.\n", $"functionssync: {Why}\n"), (again.ExitCode, again.Output, again.Errors));
        Assert.Equal(written, Writes);

        Assert.Equal(0, (await RunAsync("flows", "resume", "Projects", "--confirm")).ExitCode);
        var confirmed = await ResyncAndServeAsync();
        Assert.Equal((0, ""), (confirmed.ExitCode, confirmed.Errors));
        Assert.Contains("pairs that have lost one of the two: 21; queued for the service: ", confirmed.Output, StringComparison.Ordinal);

        var after = await RunAsync("resync");
        Assert.Equal((0, ""), (after.ExitCode, after.Errors));
        Assert.Contains("pairs that have lost one of the two: 0;", after.Output, StringComparison.Ordinal);
        Assert.Equal((All - Gone, All), (Systems.Bitrix24.Portal.Deals.Count, Systems.Pages.Count));
    }

    [Fact]
    public async Task Resync_OneFlowCannotBeListed_TheOthersAreCompared()
    {
        AddDeals(2);
        await AddTaskFlowBeforeAsync("Work");
        for (var attempt = 0; attempt < 20; attempt++)
            Systems.Bitrix24.Portal.Faults.Add("tasks.task.list", new Fault.InternalServerError());

        var run = await RunAsync("resync");

        Assert.Equal(
            (4, "Work: could not be compared; nothing is queued.\n" + Compared(records: 2, pages: 0, queued: 2)), (run.ExitCode, run.Output));
        Assert.Matches(@"^functionssync: .*Bitrix24.*\n$", run.Errors);
    }

    /// <summary>A second flow, which comes first in the file.</summary>
    private async Task AddTaskFlowBeforeAsync(string name)
    {
        var schema = new JsonObject
        {
            ["Name"] = new JsonObject { ["title"] = new JsonObject() },
            ["Bitrix24 ID"] = new JsonObject { ["number"] = new JsonObject { ["format"] = "number" } },
        };
        var (database, _) = Systems.Notion.Workspace.CreateDatabase(name, schema);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Installation.SyncFile, Ended))!;
        file["flows"]!.AsArray().Insert(0, new JsonObject
        {
            ["name"] = name,
            ["bitrix24"] = new JsonObject { ["entity"] = "task" },
            ["notion"] = new JsonObject { ["database"] = database },
            ["fields"] = new JsonArray(new JsonObject { ["bitrix24"] = "TITLE", ["notion"] = "Name" }),
        });
        await File.WriteAllTextAsync(Installation.SyncFile, file.ToJsonString(), Ended);
    }

    private static string Compared(int records, int pages, int queued) => $"""
        Projects: listed in Bitrix24: {records}
        Projects: listed in Notion: {pages}
        Projects: compared: records in Bitrix24: {records}, pages in Notion: {pages}, pairs that have lost one of the two: 0; queued for the service: {queued}.

        """;
}
