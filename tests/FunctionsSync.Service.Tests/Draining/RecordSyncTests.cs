using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class RecordSyncTests
{
    [Fact]
    public async Task SyncAsync_SecondEventAboutTheSame_DoesNotAskNotion()
    {
        using var world = new World();
        await world.SyncedAsync();

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["mappings.Find", "bitrix24.Read"], world.Steps.Log);
    }

    [Fact]
    public async Task SyncAsync_PollAboutAPageInStep_ReadsBothAndWritesNothing()
    {
        using var world = new World();
        var page = await world.SyncedAsync();

        await world.HandleAsync(world.Look(page));

        Assert.Equal(["mappings.FindPage", "mappings.Find", "bitrix24.Read", "notion.Read"], world.Steps.Log);
    }

    [Fact]
    public async Task SyncAsync_EditInBitrix24_WritesThatFieldToNotionInOneRequest()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Stage, Some.Choice("Won"));
        world.Bitrix24.Edit(1, Some.Amount, Some.Number(5));

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["notion.Update"], world.Steps.Writes);
        Assert.Equal(Some.Choice("Won"), world.Notion.Value(page, Some.Stage));
        var entry = Assert.Single(await world.JournalAsync(JournalKind.Updated));
        Assert.Equal([Some.Stage.Value, Some.Amount.Value], entry.Fields);
        Assert.Equal((Side.Notion, page, null), (entry.WrittenTo, entry.PageId, entry.LostValue));
        var mapping = await world.MappingAsync();
        Assert.Equal((Side.Bitrix24, world.Clock.GetUtcNow(), null), (mapping!.SyncSource, mapping.WrittenAt, mapping.ClaimedUntil));
    }

    [Fact]
    public async Task SyncAsync_EditInNotion_WritesToBitrix24AndItsEchoIsNoNews()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("Tower"));

        await world.HandleAsync(world.Look(page));
        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["bitrix24.Update"], world.Steps.Writes);
        Assert.Equal(Some.Text("Tower"), world.Bitrix24.Value(1, Some.Title));
        Assert.Equal(Side.Notion, (await world.MappingAsync())!.SyncSource);
        Assert.Equal(Side.Bitrix24, Assert.Single(await world.JournalAsync(JournalKind.Updated)).WrittenTo);
    }

    [Fact]
    public async Task SyncAsync_BothSidesMadeTheSameEdit_OnlyMovesTheBaseline()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        var before = await world.MappingAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Notion.Edit(page, Some.Title, Some.Text("House"));

        await world.HandleAsync(Some.Event(1));

        Assert.Empty(world.Steps.Writes);
        Assert.NotEqual(before!.Baseline, (await world.MappingAsync())!.Baseline);
    }

    [Fact]
    public async Task SyncAsync_Conflict_IsInTheJournalBeforeTheWrite()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("Loser"));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Winner"));

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(
            ["mappings.Find", "bitrix24.Read", "notion.Read", "mappings.Update", "journal.Conflict", "notion.Update", "mappings.Update", "journal.Updated"],
            world.Steps.Log);
        var entry = Assert.Single(await world.JournalAsync(JournalKind.Conflict));
        Assert.Equal(("text:Loser", "Bitrix24Wins", Side.Notion), (entry.LostValue, entry.Reason, entry.WrittenTo));
    }

    [Theory]
    [InlineData(Side.Bitrix24, "In Bitrix24")]
    [InlineData(Side.Notion, "In Notion")]
    public async Task SyncAsync_ConflictWithinOneMinute_TheTieBreakerDecides(Side tieBreaker, string expected)
    {
        using var world = new World(Some.Projects() with { TieBreaker = tieBreaker });
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("In Bitrix24"));
        world.Notion.Edit(page, Some.Title, Some.Text("In Notion"));

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(Some.Text(expected), world.Bitrix24.Value(1, Some.Title));
        Assert.Equal(Some.Text(expected), world.Notion.Value(page, Some.Title));
    }

    [Fact]
    public async Task SyncAsync_RefusedValue_IsHeldAndLookedAtOnceMore()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Stage, Some.Choice("Nonsense"));

        await world.HandleAsync(world.Look(page));

        var (request, delay) = Assert.Single(world.Queue.Enqueued);
        Assert.Equal((SyncCause.SecondLook, TimeSpan.Zero), (request.Cause, delay));
        var entry = Assert.Single(await world.JournalAsync(JournalKind.Held));
        Assert.Equal([Some.Stage.Value], entry.Fields);
        Assert.Equal("there is no room for it", entry.Reason);
        await world.DrainAsync();
        Assert.Single(world.Queue.Enqueued);
        Assert.Equal(Some.Choice("New"), world.Bitrix24.Value(1, Some.Stage));
    }

    [Fact]
    public async Task SyncAsync_RefusedValueIsCorrected_TheCorrectionArrives()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Stage, Some.Choice("Nonsense"));
        await world.HandleAsync(world.Look(page));
        await world.DrainAsync();

        world.Notion.Edit(page, Some.Stage, Some.Choice("Won"));
        await world.HandleAsync(world.Look(page));

        Assert.Equal(Some.Choice("Won"), world.Bitrix24.Value(1, Some.Stage));
    }

    [Fact]
    public async Task SyncAsync_EverythingRefused_KeepsWhoWroteLast()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        var before = await world.MappingAsync();
        world.Notion.Edit(page, Some.Stage, Some.Choice("Nonsense"));

        await world.HandleAsync(world.Look(page));

        var after = await world.MappingAsync();
        Assert.Equal((before!.SyncSource, before.WrittenAt), (after!.SyncSource, after.WrittenAt));
    }

    [Fact]
    public async Task SyncAsync_AnotherWorkerTakesTheRowAfterItWasRead_WritesNothing()
    {
        using var world = new World();
        await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.MeanwhileAt("notion.Read", async () =>
            Assert.NotNull(await world.Mappings.TryUpdateAsync((await world.MappingAsync())!, Some.Cancel)));

        await world.HandleAsync(Some.Event(1));

        Assert.Empty(world.Steps.Writes);
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.Single(world.Queue.Enqueued).Delay);
    }

    [Fact]
    public async Task SyncAsync_ClaimRunsOutDuringTheWrite_IsLookedAtAgain()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.MeanwhileAt("notion.Update", async () =>
        {
            world.Clock.Advance(TimeSpan.FromMinutes(4));
            await world.HandleElsewhereAsync(Some.Event(1));
        });

        await world.HandleAsync(Some.Event(1));

        Assert.Contains("took longer than its claim", Assert.Single(world.RecordLog.At(LogLevel.Warning)), StringComparison.Ordinal);
        await world.DrainAsync();
        Assert.Equal(Some.Text("House"), world.Notion.Value(page, Some.Title));
    }

    [Fact]
    public async Task SyncAsync_ClaimedRow_AsksNeitherSystem()
    {
        using var world = new World();
        await world.SyncedAsync();
        await world.Mappings.TryUpdateAsync((await world.MappingAsync())! with { ClaimedUntil = world.Clock.GetUtcNow().AddSeconds(6) }, Some.Cancel);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["mappings.Find", "queue.Enqueue"], world.Steps.Log);
        Assert.Equal(TimeSpan.FromSeconds(6), Assert.Single(world.Queue.Enqueued).Delay);
    }

    [Fact]
    public async Task SyncAsync_ClaimOfADeadWorker_RunsOut()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        await world.Mappings.TryUpdateAsync((await world.MappingAsync())! with { ClaimedUntil = world.Clock.GetUtcNow().AddMinutes(3) }, Some.Cancel);
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        await world.SendEventAsync();

        await world.DrainAsync();

        Assert.Equal(Some.Text("House"), world.Notion.Value(page, Some.Title));
    }

    [Fact]
    public async Task SyncAsync_RemoteWriteFails_LetsTheNextWorkerInAtOnce()
    {
        using var world = new World();
        await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.Outage = name => name == "notion.Update" ? Some.Failure(RemoteFailure.Rejected) : null;

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(FailureKind.Rejected, Assert.Single(await world.FailedAsync()).Kind);
        Assert.Null((await world.MappingAsync())!.ClaimedUntil);
    }

    [Fact]
    public async Task SyncAsync_RecordThatNeverHadAPageIsGone_DoesNothing()
    {
        using var world = new World();

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["mappings.Find", "bitrix24.Read"], world.Steps.Log);
        Assert.Contains("no record 1", Assert.Single(world.RecordLog.At(LogLevel.Information)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SyncAsync_Always_KeepsCustomerValuesOutOfTheLogAndThePlainJournal()
    {
        using var world = new World();
        var page = await world.SyncedAsync(title: "Secret old");
        world.Bitrix24.Edit(1, Some.Title, Some.Text("Secret new"));
        world.Notion.Edit(page, Some.Stage, Some.Choice("Secret stage"));
        await world.SendEventAsync();

        await world.DrainAsync();

        Assert.DoesNotContain("Secret", world.RecordLog.Everything + world.DrainLog.Everything, StringComparison.Ordinal);
        Assert.All(await world.JournalAsync(), entry => Assert.DoesNotContain("Secret", entry.ToString(), StringComparison.Ordinal));
    }
}
