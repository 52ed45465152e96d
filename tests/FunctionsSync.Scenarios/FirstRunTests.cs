using System.Text.Json.Nodes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;
using FunctionsSync.Scenarios.Deletions;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>Records and pages that were there before the flow, and pages that people copy. Over HTTP.</summary>
public sealed class FirstRunTests
{
    [Theory]
    [InlineData(InitialRule.Bitrix24, 100)]
    [InlineData(InitialRule.Notion, 250)]
    public async Task PageMadeByHand_IsRecognisedByItsKey_AndTheInitialRuleDecides(InitialRule initial, int amount)
    {
        await using var engine = await StartAsync(initial);
        var page = AddPage(engine, "Scanners", 250);
        var other = AddPage(engine, "Printers", 250);
        var deal = engine.Systems.AddDeal("Scanners");

        await engine.ResyncAsync();

        Assert.Equal(page, engine.PageOf(deal));
        Assert.Equal([page, other], engine.Systems.Pages.Select(IdOf));
        Assert.Equal((amount, amount), (engine.Systems.Deal(deal).Opportunity, Page(engine, page).Number("Amount")));
        Assert.Equal((null, 250), (Page(engine, other).Bitrix24Id(), Page(engine, other).Number("Amount")));
        Assert.Empty(Differences.Between(engine.Systems));
        Assert.Single(await engine.ReadJournalAsync(JournalKind.PageMatched));
        Assert.Equal(["OPPORTUNITY=Amount"], Assert.Single(await engine.ReadJournalAsync(JournalKind.Conflict)).Fields);
        Assert.Equal(0, Created(engine));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task SeveralPagesWithTheKey_NoneIsTakenAndNoneCreated_UntilAPersonDecides()
    {
        await using var engine = await StartAsync();
        var pages = new[] { AddPage(engine, "Scanners", 250), AddPage(engine, "Scanners", 300) };
        var deal = engine.Systems.AddDeal("Scanners");

        await engine.ResyncAsync();

        Assert.Equal(pages, engine.Systems.Pages.Select(IdOf));
        Assert.Equal([250m, 300m], engine.Systems.Pages.Select(page => page.Number("Amount")));
        Assert.Empty(engine.Systems.PagesOf(deal));
        var held = Assert.Single(await engine.ReadJournalAsync(JournalKind.Held));
        Assert.Equal(["TITLE=Name"], held.Fields);
        Assert.Contains("write the id into 'Bitrix24 ID'", held.Reason, StringComparison.Ordinal);
        await AssertQuietAsync(engine);

        EditPage(engine, pages[1], "Bitrix24 ID", PageProperties.NumberOf(deal));
        await engine.ResyncAsync();
        Assert.Equal(pages[1], engine.PageOf(deal));
        Assert.Empty(Differences.Between(engine.Systems));
        Assert.Equal(0, Created(engine));
        await AssertQuietAsync(engine);
    }

    [Fact]
    public async Task NoPageWithTheKey_OneIsCreated()
    {
        await using var engine = await StartAsync();
        var other = AddPage(engine, "Scanners and more", 250);
        var deal = engine.Systems.AddDeal("Scanners");

        await engine.ResyncAsync();

        Assert.NotEqual(other, engine.PageOf(deal));
        Assert.Null(Page(engine, other).Bitrix24Id());
        Assert.Equal(1, Created(engine));
        Assert.Empty(Differences.Between(engine.Systems));
        await AssertQuietAsync(engine);
    }

    /// <summary>Duplicating a page in Notion copies its id property.</summary>
    [Fact]
    public async Task PageDuplicatedByAPerson_TheOriginalStaysThePair_TheCopyIsLeftAlone()
    {
        await using var engine = await StartAsync();
        var deal = (await engine.AddPairsAsync(1))[0];
        var original = engine.PageOf(deal);
        var copy = engine.Systems.Notion.Workspace.DuplicateAsPerson(original, engine.Systems.People[1].NotionId);
        Assert.Equal(deal, Page(engine, copy).Bitrix24Id());
        await engine.PollAsync();
        await AssertQuietAsync(engine);

        EditPage(engine, copy, "Amount", PageProperties.NumberOf(7));
        EditPage(engine, original, "Amount", PageProperties.NumberOf(200));
        await engine.PollAsync();
        Assert.Equal(200, engine.Systems.Deal(deal).Opportunity);

        engine.Systems.EditDeal(deal, "TITLE", "Renamed");
        await engine.HearOfAsync(deal);
        Assert.Equal(("Renamed", 200), (Page(engine, original).Title(), Page(engine, original).Number("Amount")));
        Assert.Equal(("Deal 1 (1)", 7), (Page(engine, copy).Title(), Page(engine, copy).Number("Amount")));
        await AssertQuietAsync(engine);

        // And once more when the copy was edited last.
        EditPage(engine, copy, "Amount", PageProperties.NumberOf(8));
        await engine.PollAsync();
        await engine.ResyncAsync();
        Assert.Equal((200, 200), (engine.Systems.Deal(deal).Opportunity, Page(engine, original).Number("Amount")));
        Assert.Equal(8, Page(engine, copy).Number("Amount"));
    }

    private static Task<Engine> StartAsync(InitialRule initial = InitialRule.Bitrix24) =>
        Engine.StartAsync(flow => flow with { Create = CreateRule.Matching, KeyFields = ["TITLE"], Initial = initial });

    private static async Task AssertQuietAsync(Engine engine)
    {
        var before = engine.Writes;
        await engine.ResyncAsync();
        Assert.Equal(before, engine.Writes);
    }

    /// <summary>A page as people made them before: no id, and only some of the properties.</summary>
    private static string AddPage(Engine engine, string name, decimal amount) => engine.Systems.Notion.Workspace.CreateAsPerson(
        engine.Systems.DataSourceId,
        new JsonObject { ["Name"] = PageProperties.TitleOf(name), ["Amount"] = PageProperties.NumberOf(amount) },
        engine.Systems.People[1].NotionId);

    private static void EditPage(Engine engine, string page, string property, JsonObject value) =>
        engine.Systems.Notion.Workspace.EditAsPerson(page, new JsonObject { [property] = value }, engine.Systems.People[1].NotionId);

    private static JsonObject Page(Engine engine, string id) => engine.Systems.Pages.Single(page => IdOf(page) == id);

    private static string IdOf(JsonObject page) => page["id"]?.GetValue<string>() ?? string.Empty;

    private static int Created(Engine engine) => engine.Systems.Notion.Requests.Entries.Count(request => request.Operation == "POST /v1/pages");
}
