using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Deletions;

/// <summary>Deletions on either side, over HTTP. Each ends with a second pass that writes nothing.</summary>
public sealed class DeletionTests
{
    private static readonly DeletionRule Unlink = new DeletionRule.Unlink();
    private static readonly DeletionRule Trash = new DeletionRule.Trash();

    [Fact]
    public async Task DealDeleted_Trash_PutsThePageIntoTheTrash()
    {
        await using var engine = await Engine.StartAsync(With(notion: Trash));
        var deals = await engine.AddPairsAsync(3);
        var page = engine.PageOf(deals[1]);

        engine.Systems.Bitrix24.Portal.DeleteDeal(deals[1], byUserId: null);
        await engine.HearOfAsync(deals[1]);

        Assert.True(IsInTrash(engine, page));
        Assert.False(IsInTrash(engine, engine.PageOf(deals[0])));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task DealDeletedUnheard_Mark_MarksThePage()
    {
        await using var engine = await Engine.StartAsync(With(notion: new DeletionRule.Mark("Company", new CanonicalValue.Text("deleted in Bitrix24"))));
        var deals = await engine.AddPairsAsync(3);

        engine.Systems.Bitrix24.Portal.DeleteDeal(deals[1], byUserId: null);
        await engine.ResyncAsync();

        Assert.Equal("deleted in Bitrix24", engine.Systems.PagesOf(deals[1]).Single().RichText("Company"));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task PageTrashed_Trash_DeletesTheDeal()
    {
        await using var engine = await Engine.StartAsync(With(bitrix24: Trash, notion: Trash));
        var deals = await engine.AddPairsAsync(3);

        engine.Systems.Notion.Workspace.TrashAsPerson(engine.PageOf(deals[1]), engine.Systems.People[0].NotionId);
        await engine.ResyncAsync();
        await engine.HearOfAsync(deals[1]);

        Assert.Equal([deals[0], deals[2]], engine.Systems.Bitrix24.Portal.Deals.Select(deal => deal.Id));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task PageTrashed_DealEditedSince_RestoresThePageWithTheEdit()
    {
        await using var engine = await Engine.StartAsync(With(bitrix24: Trash));
        var deals = await engine.AddPairsAsync(3);
        var page = engine.PageOf(deals[1]);

        engine.Systems.Notion.Workspace.TrashAsPerson(page, engine.Systems.People[0].NotionId);
        engine.Systems.EditDeal(deals[1], "TITLE", "Edited");
        await engine.HearOfAsync(deals[1]);

        Assert.False(IsInTrash(engine, page));
        Assert.Equal("Edited", engine.Systems.PagesOf(deals[1]).Single().Title());
        Assert.Equal(3, engine.Systems.Bitrix24.Portal.Deals.Count);
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task PageTrashed_Unlink_KeepsTheDealAndRestoringTakesItUpAgain()
    {
        await using var engine = await Engine.StartAsync(With());
        var deals = await engine.AddPairsAsync(3);
        var page = engine.PageOf(deals[1]);
        engine.Systems.Notion.Workspace.TrashAsPerson(page, engine.Systems.People[0].NotionId);
        await engine.ResyncAsync();
        await AssertQuietAsync(engine);

        engine.Systems.EditDeal(deals[1], "TITLE", "Edited");
        engine.Systems.Notion.Workspace.RestoreAsPerson(page, engine.Systems.People[0].NotionId);
        await engine.ResyncAsync();

        Assert.Equal("Edited", engine.Systems.PagesOf(deals[1]).Single().Title());
        Assert.Single(await engine.ReadJournalAsync(JournalKind.Revived));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task PageArchived_Trash_KeepsBoth()
    {
        await using var engine = await Engine.StartAsync(With(bitrix24: Trash));
        var deals = await engine.AddPairsAsync(3);

        engine.Systems.Notion.Workspace.ArchiveAsPerson(engine.PageOf(deals[1]), engine.Systems.People[0].NotionId);
        await engine.ResyncAsync();

        Assert.Equal(3, engine.Systems.Bitrix24.Portal.Deals.Count);
        Assert.Contains("archived", Assert.Single(await engine.ReadJournalAsync(JournalKind.Unlinked)).Reason, StringComparison.Ordinal);
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task DatabaseUnshared_Trash_DeletesNothing()
    {
        await using var engine = await Engine.StartAsync(With(bitrix24: Trash));
        var deals = await engine.AddPairsAsync(3);

        engine.Systems.Notion.Workspace.Unshare(engine.Systems.DatabaseId);
        engine.Systems.EditDeal(deals[1], "TITLE", "Edited");
        await engine.HearOfAsync(deals[1]);
        await Assert.ThrowsAsync<AggregateException>(engine.ResyncAsync);
        Assert.Equal(3, engine.Systems.Bitrix24.Portal.Deals.Count);
        Assert.Contains("not shared", Assert.Single(await engine.ReadJournalAsync(JournalKind.Unlinked)).Reason, StringComparison.Ordinal);

        engine.Systems.Notion.Workspace.Share(engine.Systems.DatabaseId);
        await engine.ResyncAsync();
        Assert.Equal("Edited", engine.Systems.PagesOf(deals[1]).Single().Title());
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task DealsForbidden_Trash_StopsTheFlowAndDeletesNothing()
    {
        await using var engine = await Engine.StartAsync(With(notion: Trash));
        var deals = await engine.AddPairsAsync(3);
        foreach (var deal in deals)
        {
            engine.Systems.Bitrix24.Portal.SetDealForbidden(deal, forbidden: true);
        }

        var report = await engine.ResyncAsync();

        Assert.Equal((FlowStatus.Stopped, "Bitrix24 listed no records where there were 3"), (report.State.Status, report.State.Reason));
        Assert.All(deals, deal => Assert.False(IsInTrash(engine, engine.PageOf(deal))));
    }

    private static Func<FlowSettings, FlowSettings> With(DeletionRule? bitrix24 = null, DeletionRule? notion = null) =>
        flow => flow with { OnDelete = new() { Bitrix24 = bitrix24 ?? Unlink, Notion = notion ?? Unlink } };

    private static bool IsInTrash(Engine engine, string page) =>
        engine.Systems.Pages.Single(candidate => candidate["id"]?.GetValue<string>() == page)["in_trash"] is JsonValue value && value.GetValue<bool>();

    private static async Task AssertQuietAsync(Engine engine)
    {
        var before = engine.Writes;
        await engine.ResyncAsync();
        var again = await engine.ResyncAsync();
        Assert.Equal(before, engine.Writes);
        Assert.Equal(0, again.Missing);
        Assert.Equal(FlowStatus.Running, again.State.Status);
    }
}
