using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Conflicts;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Conflicts;

public sealed class ConflictRestoreTests
{
    [Fact]
    public async Task RestoreAsync_ValueLostInNotion_ReachesBothSides()
    {
        using var world = new World();
        var page = await ConflictAsync(world);
        Assert.Equal((Some.Choice("Won"), Some.Choice("Won")), (world.Bitrix24.Value(1, Some.Stage), world.Notion.Value(page, Some.Stage)));

        var result = await RestoreAsync(world, await NewestAsync(world));
        await world.DrainAsync();

        Assert.Equal(new RestoreResult.Restored(Side.Notion, Some.Stage), result);
        Assert.Equal((Some.Choice("Lost"), Some.Choice("Lost")), (world.Bitrix24.Value(1, Some.Stage), world.Notion.Value(page, Some.Stage)));
    }

    [Fact]
    public async Task RestoreAsync_ValueLostInBitrix24_ReachesBothSides()
    {
        using var world = new World(With(field => field with { Policy = ConflictPolicy.Notion }));
        var page = await ConflictAsync(world);
        Assert.Equal(Some.Choice("Lost"), world.Bitrix24.Value(1, Some.Stage));

        var result = await RestoreAsync(world, await NewestAsync(world));
        await world.DrainAsync();

        Assert.Equal(new RestoreResult.Restored(Side.Bitrix24, Some.Stage), result);
        Assert.Equal((Some.Choice("Won"), Some.Choice("Won")), (world.Bitrix24.Value(1, Some.Stage), world.Notion.Value(page, Some.Stage)));
    }

    [Fact]
    public async Task RestoreAsync_Restored_CanBeUndone()
    {
        using var world = new World();
        await ConflictAsync(world);
        await RestoreAsync(world, await NewestAsync(world));
        await world.DrainAsync();

        var undo = await NewestAsync(world);
        Assert.Equal(ConflictRestore.Reason, undo.Reason);
        await RestoreAsync(world, undo);
        await world.DrainAsync();

        Assert.Equal(Some.Choice("Won"), world.Bitrix24.Value(1, Some.Stage));
        Assert.Equal(3, (await world.JournalAsync(JournalKind.Conflict)).Count);
    }

    [Fact]
    public async Task RestoreAsync_SaidAlready_WritesNothing()
    {
        using var world = new World();
        var page = await ConflictAsync(world);
        world.Notion.Edit(page, Some.Stage, Some.Choice("Lost"));

        Assert.Equal(new RestoreResult.AlreadyThere(Side.Notion, Some.Stage), await RestoreAsync(world, await NewestAsync(world)));
        await AssertNothingHappenedAsync(world);
    }

    [Fact]
    public async Task RestoreAsync_FieldThatGoesToNotionOnly_IsRefused()
    {
        using var world = new World(With(field => field with { Direction = FieldDirection.ToNotion }));
        await ConflictAsync(world);

        await AssertRefusedAsync(world, "enter it in Bitrix24");
    }

    [Fact]
    public async Task RestoreAsync_RecordDeleted_IsRefused()
    {
        using var world = new World();
        await ConflictAsync(world);
        world.Bitrix24.Delete(1);

        await AssertRefusedAsync(world, "Bitrix24 has no record 1");
    }

    [Fact]
    public async Task RestoreAsync_PageInTheTrash_IsRefused()
    {
        using var world = new World();
        world.Notion.Trash(await ConflictAsync(world));

        await AssertRefusedAsync(world, "is in the trash");
    }

    [Fact]
    public async Task RestoreAsync_AnotherWorkerHasTheRecord_IsRefused()
    {
        using var world = new World();
        await ConflictAsync(world);
        var mapping = await world.MappingAsync() ?? throw new InvalidOperationException("no mapping");
        await world.Mappings.TryUpdateAsync(mapping with { ClaimedUntil = world.Clock.GetUtcNow().AddMinutes(1) }, Some.Cancel);

        await AssertRefusedAsync(world, "try again in a minute");
    }

    [Fact]
    public async Task RestoreAsync_SystemTakesTheValueNoLonger_SaysWhyAndLeavesTheRecordToOthers()
    {
        using var world = new World(With(field => field with { Policy = ConflictPolicy.Notion }));
        await ConflictAsync(world);
        world.Bitrix24.Stages.Remove("Won");

        Assert.Equal(new RestoreResult.Refused("there is no room for it"), await RestoreAsync(world, await NewestAsync(world)));
        Assert.Null((await world.MappingAsync())?.ClaimedUntil);
    }

    [Fact]
    public async Task RestoreAsync_EntryThatIsNoConflict_IsRefused()
    {
        using var world = new World();
        await world.SyncedAsync();
        var created = Assert.Single(await world.JournalAsync(JournalKind.PageCreated));

        Assert.IsType<RestoreResult.Refused>(await RestoreAsync(world, created));
        Assert.IsType<RestoreResult.Refused>(await In(world).RestoreAsync("nonsense", Some.Cancel));
    }

    /// <summary>Bitrix24 says Won and Notion says Lost: by default Bitrix24 wins.</summary>
    private static async Task<PageId> ConflictAsync(World world)
    {
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Stage, Some.Choice("Won"));
        world.Notion.Edit(page, Some.Stage, Some.Choice("Lost"));
        await world.SendEventAsync();
        await world.DrainAsync();
        world.Queue.Forget();
        return page;
    }

    private static FlowSettings With(Func<FieldSettings, FieldSettings> changeStage)
    {
        var flow = Some.Projects();
        return flow with { Fields = [.. flow.Fields.Select(field => field.Bitrix24 == "STAGE_ID" ? changeStage(field) : field)] };
    }

    private static async Task<JournalEntry> NewestAsync(World world) => (await world.JournalAsync(JournalKind.Conflict))[0];

    private static Task<RestoreResult> RestoreAsync(World world, JournalEntry entry) =>
        In(world).RestoreAsync(entry.Id ?? throw new InvalidOperationException("no id"), Some.Cancel);

    private static ConflictRestore In(World world) =>
        new(world.Journal, world.Catalog, world.Mappings, new(world.Mappings, world.Clock), world.Bitrix24, world.Notion, world.Queue, world.Clock);

    private static async Task AssertRefusedAsync(World world, string reason)
    {
        var refused = Assert.IsType<RestoreResult.Refused>(await RestoreAsync(world, await NewestAsync(world)));

        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        await AssertNothingHappenedAsync(world);
    }

    private static async Task AssertNothingHappenedAsync(World world)
    {
        Assert.Single(await world.JournalAsync(JournalKind.Conflict));
        Assert.Empty(world.Queue.Enqueued);
    }
}
