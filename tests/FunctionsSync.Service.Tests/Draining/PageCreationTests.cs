using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class PageCreationTests
{
    [Fact]
    public async Task CreateAsync_NewDeal_ReservesLooksCreatesAndSaves()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House", "Won", 12.5m);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(
            ["mappings.Find", "bitrix24.Read", "mappings.Add", "notion.Find", "mappings.Update", "notion.Create", "mappings.Update", "journal.PageCreated"], world.Steps.Log);
        var page = Assert.Single(world.Notion.PagesOf(1));
        Assert.Equal((Some.Text("House"), Some.Choice("Won"), Some.Number(12.5m)),
            (world.Notion.Value(page, Some.Title), world.Notion.Value(page, Some.Stage), world.Notion.Value(page, Some.Amount)));
        var entry = Assert.Single(await world.JournalAsync());
        Assert.Equal((JournalKind.PageCreated, Side.Notion, page), (entry.Kind, entry.WrittenTo, entry.PageId));
        Assert.Equal([Some.Title.Value, Some.Stage.Value, Some.Amount.Value], entry.Fields);
    }

    /// <summary>Queries do not show the page yet: without a mapping the next look would create another.</summary>
    [Fact]
    public async Task CreateAsync_MappingsLostMeanwhile_StillHasOnePage()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Steps.MeanwhileAt("notion.Create", () =>
        {
            world.LoseMappings();
            return Task.CompletedTask;
        });

        await world.HandleAsync(Some.Event(1));
        await world.DrainAsync();

        Assert.Equal((await world.MappingAsync())?.PageId, Assert.Single(world.Notion.PagesOf(1)));
    }

    [Fact]
    public async Task CreateAsync_RecordThatTheFilterLeavesOut_GetsNoPageUntilItIsAccepted()
    {
        var filter = new Dictionary<string, IReadOnlyList<string>> { ["STAGE_ID"] = ["WON"] };
        using var world = new World(Some.Projects() with { Bitrix24 = new() { Entity = "deal", Filter = filter } });
        world.Bitrix24.Add(1, "House");
        world.Bitrix24.LeftOut.Add(1);

        await world.HandleAsync(Some.Event(1));
        var before = world.Notion.PagesOf(1).Count;
        world.Bitrix24.LeftOut.Clear();
        await world.HandleAsync(Some.Event(1));

        Assert.Equal((0, 1), (before, world.Notion.PagesOf(1).Count));
    }

    [Fact]
    public async Task CreateAsync_FieldThatGoesToBitrix24Only_IsNotWritten()
    {
        using var world = new World(Some.Projects() with
        {
            Fields =
            [
                new() { Bitrix24 = "TITLE", Notion = "Name" },
                new() { Bitrix24 = "OPPORTUNITY", Notion = "Amount", Direction = FieldDirection.ToBitrix24 },
            ],
        });
        world.Bitrix24.Add(1, "House", amount: 5);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(new CanonicalValue.Empty(), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Amount));
        Assert.Equal(Some.Number(5), world.Bitrix24.Value(1, Some.Amount));
    }

    [Fact]
    public async Task CreateAsync_OutcomeUnknown_WaitsUntilQueriesShowThePageAndAdoptsIt()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Steps.FailAt(6, Fault.UnknownAfter);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(TimeSpan.FromSeconds(5), Assert.Single(world.Queue.Enqueued).Delay);
        Assert.Equal(Some.Noon.AddSeconds(60 + 15), (await world.MappingAsync())!.ClaimedUntil);
        await world.SendEventAsync();
        await world.DrainAsync();
        var page = Assert.Single(world.Notion.PagesOf(1));
        Assert.Equal(page, (await world.MappingAsync())!.PageId);
        Assert.Single(world.Steps.Writes);
        Assert.Null(Assert.Single(await world.JournalAsync(JournalKind.PageMatched)).Reason);
    }

    /// <summary>The page said what Bitrix24 said when it was created: whatever else it says by now is an edit.</summary>
    [Fact]
    public async Task CreateAsync_AnswerUnheardAndThePageWasEditedMeanwhile_TheEditArrives()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House", amount: 100);
        world.Steps.FailAt(6, Fault.UnknownAfter);
        await world.HandleAsync(Some.Event(1));
        world.Notion.Edit(world.Notion.PagesOf(1).Single(), Some.Amount, Some.Number(3034));

        await world.SendEventAsync();
        await world.DrainAsync();

        Assert.Equal((Some.Number(3034), Some.Text("House")), (world.Bitrix24.Value(1, Some.Amount), world.Bitrix24.Value(1, Some.Title)));
        Assert.Equal(Some.Number(3034), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Amount));
        Assert.Equal("number:100", Assert.Single(await world.JournalAsync(JournalKind.Conflict)).LostValue);
        Assert.Empty((await world.MappingAsync())!.Intended);
    }

    /// <summary>What the attempt meant to write into a page of its own says nothing of one that a person had made.</summary>
    [Fact]
    public async Task CreateAsync_PageOfAPersonIsFound_MeetsItAtFirstSight()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "In Bitrix24");
        world.Notion.Add(1, "In Notion");

        await world.SendEventAsync();
        await world.DrainAsync();

        Assert.Equal(Some.Text("In Bitrix24"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Title));
        Assert.Equal("text:In Notion", Assert.Single(await world.JournalAsync(JournalKind.Conflict)).LostValue);
    }

    [Fact]
    public async Task CreateAsync_Refused_LetsTheNextWorkerInAtOnce()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Steps.Outage = name => name == "notion.Create" ? Some.Failure(RemoteFailure.Rejected) : null;

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(FailureKind.Rejected, Assert.Single(await world.FailedAsync()).Kind);
        Assert.Equal((null, null), ((await world.MappingAsync())!.ClaimedUntil, (await world.MappingAsync())!.PageId));
        Assert.Empty((await world.MappingAsync())!.Intended);
    }

    [Fact]
    public async Task CreateAsync_SeveralPagesCarryTheId_AdoptsTheOldestAndSaysSo()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        var oldest = world.Notion.Add(1, "House");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        world.Notion.Add(1, "House, a copy");
        world.Notion.Add(1, "House, another");

        await world.HandleAsync(Some.Event(1));

        Assert.Empty(world.Steps.Writes);
        Assert.Equal(oldest, (await world.MappingAsync())!.PageId);
        Assert.StartsWith("2 more pages", Assert.Single(await world.JournalAsync(JournalKind.PageMatched)).Reason, StringComparison.Ordinal);
        Assert.Equal(SyncCause.SecondLook, Assert.Single(world.Queue.Enqueued).Request.Cause);
    }

    [Fact]
    public async Task CreateAsync_ThePageWithTheIdBelongsToAnotherRecord_LeavesItThere()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Add(2, "Garden");
        world.Notion.ChangeId(page, 2);

        await world.HandleAsync(Some.Event(2));

        Assert.NotEqual(page, (await world.MappingAsync(2))!.PageId);
        Assert.Equal(page, (await world.MappingAsync())!.PageId);
    }

    [Fact]
    public async Task CreateAsync_AdoptedPageSaysSomethingElse_TheInitialRuleDecides()
    {
        using var world = new World(Some.Projects() with { Initial = InitialRule.Notion });
        world.Bitrix24.Add(1, "In Bitrix24", amount: 1);
        world.Notion.Add(1, "In Notion", amount: 1);
        await world.SendEventAsync();

        await world.DrainAsync();

        Assert.Equal(Some.Text("In Notion"), world.Bitrix24.Value(1, Some.Title));
        Assert.Equal("text:In Bitrix24", Assert.Single(await world.JournalAsync(JournalKind.Conflict)).LostValue);
    }

    [Fact]
    public async Task CreateAsync_FlowNeverCreates_MakesNoPage()
    {
        using var world = new World(Some.Projects() with { Create = CreateRule.Never });
        world.Bitrix24.Add(1, "House");
        await world.SendEventAsync();
        await world.SendEventAsync();

        await world.DrainAsync();

        Assert.Empty(world.Steps.Writes);
        Assert.Empty(await world.JournalAsync());
    }

    [Fact]
    public async Task CreateAsync_FlowNeverCreatesAndAPageGetsTheId_AdoptsIt()
    {
        using var world = new World(Some.Projects() with { Create = CreateRule.Never });
        world.Bitrix24.Add(1, "House");
        await world.HandleAsync(Some.Event(1));
        var page = world.Notion.Add(1, "House");

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(page, (await world.MappingAsync())!.PageId);
    }
}
