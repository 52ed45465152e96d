using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>Every rule on both sides, what beats it, and the losses that are no deletions.</summary>
public sealed class LostPartnerTests
{
    private static readonly DeletionRule Trash = new DeletionRule.Trash();
    private static readonly DeletionRule Mark = new DeletionRule.Mark("Status", Some.Text("Lost"));
    private static readonly DeletionRule MarkStage = new DeletionRule.Mark("STAGE_ID", Some.Text("Lost"));

    [Fact]
    public async Task RecordDeleted_Unlink_KeepsThePage()
    {
        using var world = new World();
        var page = await world.SyncedAsync();

        await DeleteRecordAsync(world);

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(Loss.RecordDeleted, (await world.MappingAsync())?.Tombstone?.Loss);
        Assert.Equal("the record was deleted in Bitrix24", Assert.Single(await world.JournalAsync(JournalKind.Unlinked)).Reason);
        Assert.Empty(world.Steps.Writes);
    }

    [Fact]
    public async Task RecordDeleted_Trash_PutsThePageIntoTheTrash()
    {
        using var world = Of(notion: Trash);
        var page = await world.SyncedAsync();

        await DeleteRecordAsync(world);

        Assert.IsType<PageState.Trashed>(world.Notion.Whereabouts(page));
        Assert.Equal(["notion.Trash"], world.Steps.Writes);
        Assert.Equal(Side.Notion, Assert.Single(await world.JournalAsync(JournalKind.Deleted)).WrittenTo);
    }

    [Fact]
    public async Task RecordDeleted_Mark_SetsTheProperty()
    {
        using var world = Of(notion: Mark);
        var page = await world.SyncedAsync();

        await DeleteRecordAsync(world);

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(Some.Choice("Lost"), world.Notion.Value(page, Some.Stage));
        Assert.Equal(["notion.Mark"], world.Steps.Writes);
    }

    [Fact]
    public async Task RecordDeleted_PageEditedSince_KeepsThePage()
    {
        using var world = Of(notion: Trash);
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("Edited"));

        await DeleteRecordAsync(world);

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(Some.Text("Edited"), world.Notion.Value(page, Some.Title));
        Assert.Contains("an edit beats a deletion", Assert.Single(await world.JournalAsync(JournalKind.Unlinked)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordForbidden_Trash_IsNoDeletion()
    {
        using var world = Of(notion: Trash);
        var page = await world.SyncedAsync();
        world.Bitrix24.Forbidden.Add(1);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(FailureKind.Forbidden, Assert.Single(await world.FailedAsync()).Kind);
        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Null((await world.MappingAsync())?.Tombstone);
    }

    [Fact]
    public async Task PageTrashed_Unlink_KeepsTheRecordAlsoWhenItIsEditedLater()
    {
        using var world = new World();
        var page = await world.SyncedAsync();

        await TrashPageAsync(world, page);
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Edited"));
        await world.HandleAsync(Some.Event(1));

        Assert.Equal(Loss.PageTrashed, (await world.MappingAsync())?.Tombstone?.Loss);
        Assert.Empty(world.Steps.Writes);
        Assert.Single(await world.JournalAsync(JournalKind.Unlinked));
    }

    [Fact]
    public async Task PageTrashed_Trash_DeletesTheRecordAndItsEventChangesNothing()
    {
        using var world = Of(bitrix24: Trash, notion: Trash);
        var page = await world.SyncedAsync();

        await TrashPageAsync(world, page);
        await world.HandleAsync(Some.Event(1));

        Assert.False(world.Bitrix24.Exists(1));
        Assert.Equal(["bitrix24.Delete"], world.Steps.Writes);
        Assert.Equal(Side.Bitrix24, Assert.Single(await world.JournalAsync(JournalKind.Deleted)).WrittenTo);
    }

    [Fact]
    public async Task PageTrashed_Mark_SetsTheField()
    {
        using var world = Of(bitrix24: MarkStage);
        var page = await world.SyncedAsync();

        await TrashPageAsync(world, page);

        Assert.Equal(Some.Choice("Lost"), world.Bitrix24.Value(1, Some.Stage));
        Assert.Equal(["bitrix24.Mark"], world.Steps.Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PageTrashed_RecordEditedSince_RestoresThePageWithTheEdit(bool trash)
    {
        using var world = Of(bitrix24: trash ? Trash : MarkStage);
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Edited"));

        await TrashPageAsync(world, page);
        await world.DrainAsync();

        Assert.True(world.Bitrix24.Exists(1));
        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(Some.Text("Edited"), world.Notion.Value(page, Some.Title));
        Assert.Null((await world.MappingAsync())?.Tombstone);
        Assert.Equal(["notion.Restore", "notion.Update"], world.Steps.Writes);
    }

    public static TheoryData<PageState, Loss> NoDeletions => new()
    {
        { new PageState.Archived(), Loss.PageArchived },
        { new PageState.Moved(), Loss.PageMoved },
        { new PageState.NotVisible(), Loss.PageNotVisible },
    };

    [Theory]
    [MemberData(nameof(NoDeletions))]
    public async Task PageElsewhere_Trash_IsReportedOnceAndTheRecordStays(PageState state, Loss loss)
    {
        using var world = Of(bitrix24: Trash);
        var page = await world.SyncedAsync();
        world.Notion.Become(page, state);

        await world.HandleAsync(world.Look(page));
        await world.HandleAsync(world.Look(page));

        Assert.True(world.Bitrix24.Exists(1));
        Assert.Empty(world.Steps.Writes);
        Assert.Equal(loss, (await world.MappingAsync())?.Tombstone?.Loss);
        Assert.Single(await world.JournalAsync(JournalKind.Unlinked));
    }

    [Fact]
    public async Task PageUnsharedThenTrashed_Trash_DeletesTheRecord()
    {
        using var world = Of(bitrix24: Trash);
        var page = await world.SyncedAsync();
        world.Notion.Become(page, new PageState.NotVisible());
        await world.HandleAsync(world.Look(page));

        await TrashPageAsync(world, page);

        Assert.False(world.Bitrix24.Exists(1));
    }

    [Fact]
    public async Task PageRestored_Unlinked_IsKeptInStepAgain()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        await TrashPageAsync(world, page);
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Edited"));

        world.Notion.Become(page, null);
        world.Notion.Edit(page, Some.Amount, Some.Number(7));
        await world.Poll.RunAsync(Some.Cancel);
        await world.DrainAsync();

        Assert.Null((await world.MappingAsync())?.Tombstone);
        Assert.Equal(Some.Text("Edited"), world.Notion.Value(page, Some.Title));
        Assert.Equal(Some.Number(7), world.Bitrix24.Value(1, Some.Amount));
        Assert.Single(await world.JournalAsync(JournalKind.Revived));
    }

    [Fact]
    public async Task PageRestored_RecordWasDeletedBecauseOfIt_IsNotTrashedAgain()
    {
        using var world = Of(bitrix24: Trash, notion: Trash);
        var page = await world.SyncedAsync();
        await TrashPageAsync(world, page);

        world.Notion.Become(page, null);
        await world.HandleAsync(world.Look(page));

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Equal(["bitrix24.Delete"], world.Steps.Writes);
    }

    [Fact]
    public async Task RecordBack_PageWasTrashedBecauseOfIt_IsRestored()
    {
        using var world = Of(notion: Trash);
        var page = await world.SyncedAsync();
        await DeleteRecordAsync(world);

        world.Bitrix24.Add(1, "Old");
        await world.HandleAsync(Some.Event(1));
        await world.DrainAsync();

        Assert.Null(world.Notion.Whereabouts(page));
        Assert.Null((await world.MappingAsync())?.Tombstone);
    }

    [Fact]
    public async Task BaselineLost_Trash_DeletesNothing()
    {
        using var world = Of(bitrix24: Trash, notion: Trash);
        var page = await world.SyncedAsync();
        var mapping = await world.MappingAsync();
        await world.Mappings.TryUpdateAsync(mapping! with { Baseline = Baseline.None }, Some.Cancel);

        await DeleteRecordAsync(world);

        Assert.Null(world.Notion.Whereabouts(page));
    }

    [Fact]
    public async Task ManyRecordsDeleted_Trash_StopsTheFlowAfterTwentyAndLosesNoRequest()
    {
        using var world = Of(notion: Trash);
        for (var id = 1; id <= 25; id++)
        {
            await world.SyncedAsync(id);
        }

        for (var id = 1; id <= 25; id++)
        {
            world.Bitrix24.Delete(id);
            await world.HandleAsync(Some.Event(id));
        }

        Assert.Equal(20, world.Steps.Writes.Count());
        Assert.Equal(FlowStatus.Stopped, (await world.Control.ReadAsync(new("Projects"), Some.Cancel)).Status);
        Assert.Equal(5, world.Queue.Enqueued.Count);

        await world.Control.ResumeAsync(new("Projects"), confirm: true, Some.Cancel);
        await world.DrainAsync();

        Assert.Equal(25, world.Steps.Writes.Count());
    }

    private static World Of(DeletionRule? bitrix24 = null, DeletionRule? notion = null) => new(Some.Projects() with
    {
        OnDelete = new() { Bitrix24 = bitrix24 ?? new DeletionRule.Unlink(), Notion = notion ?? new DeletionRule.Unlink() },
    });

    private static Task DeleteRecordAsync(World world)
    {
        world.Bitrix24.Delete(1);
        return world.HandleAsync(Some.Event(1));
    }

    private static Task TrashPageAsync(World world, PageId page)
    {
        world.Notion.Trash(page);
        return world.HandleAsync(world.Look(page));
    }
}
