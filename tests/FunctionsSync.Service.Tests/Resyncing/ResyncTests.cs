using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Resyncing;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Resyncing;

public sealed class ResyncTests
{
    private static readonly FlowName Projects = new("Projects");

    [Fact]
    public async Task RunAsync_RecordWithoutMapping_GetsItsPage()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "Unheard");

        var report = await RunAsync(world);

        Assert.Equal((1, 0, 0, 1), (report.Bitrix24Count, report.NotionCount, report.Missing, report.Requests));
        Assert.Single(world.Notion.PagesOf(1));
    }

    [Fact]
    public async Task RunAsync_AnyRecord_AsksInTheBulkLane()
    {
        using var world = await WithPairsAsync(2);
        world.Bitrix24.Add(3, "House");
        world.Queue.Forget();

        await world.Resync.RunAsync(progress: null, Some.Cancel);

        Assert.NotEmpty(world.Queue.Enqueued);
        Assert.All(world.Queue.Enqueued, enqueued => Assert.Equal(RequestLane.Bulk, enqueued.Request.Lane));
    }

    [Fact]
    public async Task RunAsync_MappingsLost_AdoptsThePages()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        var page = world.Notion.Add(1, "House");

        await RunAsync(world);

        Assert.Equal(page, (await world.MappingAsync())?.PageId);
        Assert.Equal([page], world.Notion.PagesOf(1));
    }

    [Fact]
    public async Task RunAsync_EventLost_TheEditArrives()
    {
        using var world = await WithPairsAsync(3);
        world.Bitrix24.Edit(2, Some.Title, Some.Text("Edited"));

        await RunAsync(world);

        Assert.Equal(Some.Text("Edited"), world.Notion.Value(world.Notion.PagesOf(2).Single(), Some.Title));
    }

    [Fact]
    public async Task RunAsync_EditMissedByThePoll_Arrives()
    {
        using var world = await WithPairsAsync(3);
        world.Notion.Edit(world.Notion.PagesOf(2).Single(), Some.Title, Some.Text("Edited"));

        await RunAsync(world);

        Assert.Equal(Some.Text("Edited"), world.Bitrix24.Value(2, Some.Title));
    }

    [Fact]
    public async Task RunAsync_PageTrashed_IsFound()
    {
        using var world = await WithPairsAsync(3);
        world.Notion.Trash(world.Notion.PagesOf(2).Single());

        var report = await RunAsync(world);

        Assert.Equal(1, report.Missing);
        Assert.Equal(Loss.PageTrashed, (await world.MappingAsync(2))?.Tombstone?.Loss);
    }

    [Fact]
    public async Task RunAsync_RecordDeletedUnheard_IsFound()
    {
        using var world = await WithPairsAsync(3, new DeletionRule.Trash());
        world.Bitrix24.Delete(2);

        await RunAsync(world);

        Assert.Equal(["notion.Trash"], world.Steps.Writes);
        Assert.Equal(Loss.RecordDeleted, (await world.MappingAsync(2))?.Tombstone?.Loss);
    }

    [Fact]
    public async Task RunAsync_PageSharedAgain_IsRevived()
    {
        using var world = await WithPairsAsync(3);
        var page = world.Notion.PagesOf(2).Single();
        world.Notion.Become(page, new PageState.NotVisible());
        await RunAsync(world);
        Assert.Equal(Loss.PageNotVisible, (await world.MappingAsync(2))?.Tombstone?.Loss);

        world.Notion.Become(page, null);
        await RunAsync(world);

        Assert.Null((await world.MappingAsync(2))?.Tombstone);
    }

    [Fact]
    public async Task RunAsync_Again_WritesNothingAndAsksForNothing()
    {
        using var world = await WithPairsAsync(4, new DeletionRule.Trash());
        world.Bitrix24.Delete(2);
        world.Notion.Trash(world.Notion.PagesOf(3).Single());
        await RunAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(world);
        world.Steps.Clear();

        world.Clock.Advance(TimeSpan.FromDays(1));
        var report = await RunAsync(world);

        Assert.Equal((0, 0), (report.Missing, report.Requests));
        Assert.Empty(world.Steps.Writes);
    }

    [Fact]
    public async Task RunAsync_Always_TidiesTheJournal()
    {
        using var world = await WithPairsAsync(1);

        await RunAsync(world);

        Assert.Contains("journal.Purge", world.Steps.Log);
    }

    [Theory]
    [InlineData(40, 20, FlowStatus.Running)]
    [InlineData(42, 21, FlowStatus.Stopped)]
    [InlineData(4, 2, FlowStatus.Running)]
    [InlineData(4, 3, FlowStatus.Stopped)]
    public async Task RunAsync_ManyMissing_StopsAboveTwentyOrHalf(int pairs, int missing, FlowStatus expected)
    {
        using var world = await WithPairsAsync(pairs, new DeletionRule.Trash());
        for (var id = 1; id <= missing; id++)
        {
            world.Bitrix24.Delete(id);
        }

        var report = await RunAsync(world);

        Assert.Equal(expected, report.State.Status);
        Assert.Equal(expected == FlowStatus.Running ? missing : 0, world.Steps.Writes.Count());
    }

    [Fact]
    public async Task RunAsync_ManyMissingAndConfirmed_GoesThroughWithAllOfThem()
    {
        using var world = await WithPairsAsync(50, new DeletionRule.Trash());
        for (var id = 1; id <= 45; id++)
        {
            world.Bitrix24.Delete(id);
        }

        var stopped = await RunAsync(world);
        Assert.Equal("of 50 pairs 45 have lost a record", stopped.State.Reason);
        await world.Control.ResumeAsync(Projects, confirm: true, Some.Cancel);
        var confirmed = await RunAsync(world);

        Assert.Equal(FlowStatus.Running, confirmed.State.Status);
        Assert.False(confirmed.State.IsConfirmed);
        Assert.Equal(45, world.Steps.Writes.Count());
    }

    [Theory]
    [InlineData(Side.Bitrix24, "Bitrix24 listed no records where there were 3")]
    [InlineData(Side.Notion, "Notion listed no pages where there were 3")]
    public async Task RunAsync_EmptyListing_StopsTheFlow(Side side, string reason)
    {
        using var world = await WithPairsAsync(3, new DeletionRule.Trash());
        for (var id = 1; id <= 3; id++)
        {
            if (side == Side.Bitrix24)
            {
                world.Bitrix24.Forbidden.Add(id);
            }
            else
            {
                world.Notion.Become(world.Notion.PagesOf(id).Single(), new PageState.NotVisible());
            }
        }

        var report = await RunAsync(world);

        Assert.Equal((FlowStatus.Stopped, reason), (report.State.Status, report.State.Reason));
        Assert.Empty(world.Steps.Writes);
        Assert.Equal(0, report.Requests);
    }

    [Fact]
    public async Task RunAsync_Unshared_FailsAndStopsNothing()
    {
        using var world = await WithPairsAsync(3, new DeletionRule.Trash());
        world.Notion.Unshared.Add("Projects");

        await Assert.ThrowsAsync<AggregateException>(() => world.Resync.RunAsync(null, Some.Cancel));

        Assert.Empty(world.Steps.Writes);
        Assert.Equal(FlowStatus.Running, (await world.Control.ReadAsync(Projects, Some.Cancel)).Status);
    }

    [Fact]
    public async Task RunAsync_Paused_ComparesNothing()
    {
        using var world = await WithPairsAsync(1);
        await world.Control.PauseAsync(Projects, Some.Cancel);

        var report = await RunAsync(world);

        Assert.Equal(FlowStatus.Paused, report.State.Status);
        Assert.DoesNotContain("bitrix24.List", world.Steps.Log);
    }

    private static async Task<ResyncReport> RunAsync(World world)
    {
        var report = Assert.Single(await world.Resync.RunAsync(null, Some.Cancel));
        if (report.State.Status == FlowStatus.Running)
        {
            await world.DrainAsync();
        }

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        return report;
    }

    private static async Task<World> WithPairsAsync(int count, DeletionRule? notion = null)
    {
        var world = new World(Some.Projects() with { OnDelete = new() { Notion = notion ?? new DeletionRule.Unlink() } });
        for (var id = 1; id <= count; id++)
        {
            await world.SyncedAsync(id);
        }

        return world;
    }
}
