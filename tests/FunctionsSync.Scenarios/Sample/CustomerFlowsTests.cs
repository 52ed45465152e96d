using System.Text.Json.Nodes;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios.Sample;

/// <summary>The customer's three flows as the sample <c>sync.json</c> has them, over HTTP, from the portal's events on.</summary>
public sealed class CustomerFlowsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task DealsWonInAnyPipeline_GetTheirActiveProjects_LostAndOpenOnesDoNot()
    {
        await using var customer = await Customer.StartAsync(azurite);
        var systems = customer.Systems;
        var pipeline = customer.Portal.AddCategory("Partners");
        var signed = customer.Portal.AddStage(pipeline, "SIGNED", "Contract signed", 'S');
        var (open, lost, won) = (systems.AddDeal("Open"), systems.AddDeal("Lost"), systems.AddDeal("Won", amount: 1250.5m));
        var partner = systems.AddDeal("Partner", amount: 77);
        systems.Bitrix24.Portal.EditDeal(
            partner, new Dictionary<string, object?> { ["CATEGORY_ID"] = pipeline, ["STAGE_ID"] = $"C{pipeline}:NEW" }, systems.People[1].Bitrix24Id);
        await customer.SettleAsync();
        Assert.Equal([open, lost, won, partner], RecordsOf(customer.Projects));
        Assert.Empty(customer.ActiveProjects);

        systems.EditDeal(lost, "STAGE_ID", "LOSE");
        systems.EditDeal(won, "STAGE_ID", "WON");
        systems.EditDeal(partner, "STAGE_ID", signed);
        // At the same time a new one, which is won already: both flows want it.
        var born = systems.AddDeal("Won at once", "WON");
        await customer.SettleAsync();

        Assert.Equal([open, lost, won, partner, born], RecordsOf(customer.Projects));
        Assert.Equal([won, partner, born], RecordsOf(customer.ActiveProjects));
        Assert.Equal(("Won", "Deal won", 1250.5m), DataOf(customer.ActiveProjects, won));
        Assert.Equal(("Partner", "Contract signed", 77m), DataOf(customer.ActiveProjects, partner));
        Assert.All(customer.ActiveProjects, page => Assert.Equal("Northwind Traders", page.RichText("Company")));
        Assert.All(customer.ActiveProjects, page => Assert.Equal([systems.People[0].NotionId], page.People()));
        Assert.All(customer.Projects, page => Assert.NotEmpty(systems.Notion.Workspace.Blocks(Customer.IdOf(page))));
        Assert.Empty(Differences.Between(systems));
        await customer.AssertQuietAsync();

        var pages = customer.ActiveProjects.Select(Customer.IdOf).ToList();
        systems.EditDeal(won, "STAGE_ID", "EXECUTING");
        await customer.SettleAsync();
        Assert.Equal(pages, customer.ActiveProjects.Select(Customer.IdOf));
        Assert.All(customer.ActiveProjects, page => Assert.False(page["in_trash"]!.GetValue<bool>()));
        Assert.Equal(("Won", "In progress", 1250.5m), DataOf(customer.ActiveProjects, won));
        await customer.AssertQuietAsync();
    }

    [Fact]
    public async Task ActiveProjectEditedInNotion_TheDealAndItsProjectFollow()
    {
        await using var customer = await Customer.StartAsync(azurite);
        var deal = customer.Systems.AddDeal("Scanners", "WON");
        await customer.SettleAsync();

        customer.Systems.Notion.Workspace.EditAsPerson(
            Customer.IdOf(customer.ActiveProjects.Single()), new JsonObject { ["Amount"] = PageProperties.NumberOf(999) }, customer.Systems.People[1].NotionId);
        await customer.SettleAsync();

        Assert.Equal(999, customer.Systems.Deal(deal).Opportunity);
        Assert.Equal(999, customer.Projects.Single().Number("Amount"));
        await customer.AssertQuietAsync();
    }

    [Fact]
    public async Task NewTaskOfANewDeal_GetsACardRelatedToTheProject()
    {
        await using var customer = await Customer.StartAsync(azurite);
        var deal = customer.Systems.AddDeal("Scanners", "WON");
        var task = customer.Portal.AddTask(
            new Dictionary<string, object?>
            {
                ["TITLE"] = "Call the supplier",
                ["RESPONSIBLE_ID"] = customer.Systems.People[2].Bitrix24Id,
                ["DEADLINE"] = new DateTimeOffset(2027, 2, 28, 18, 30, 0, TimeSpan.Zero),
                ["UF_CRM_TASK"] = new object[] { $"D_{deal}" },
            },
            customer.Systems.People[0].Bitrix24Id);
        await customer.SettleAsync();

        var card = Assert.Single(customer.Cards);
        Assert.Equal((task, "Call the supplier", "Pending"), (card.Bitrix24Id(), card.Title(), card.Select()));
        Assert.Equal([customer.Systems.People[2].NotionId], card.People());
        Assert.StartsWith("2027-02-28T18:30", card.DateStart("Deadline"), StringComparison.Ordinal);
        var related = Assert.Single(card["properties"]!["Project"]!["relation"]!.AsArray());
        Assert.Equal(Customer.IdOf(customer.Projects.Single()), related!["id"]!.GetValue<string>());
        await customer.AssertQuietAsync();
    }

    private static IEnumerable<int> RecordsOf(IReadOnlyList<JsonObject> pages) => pages.Select(page => page.Bitrix24Id() ?? 0).Order();

    private static (string Title, string? Status, decimal? Amount) DataOf(IReadOnlyList<JsonObject> pages, int deal)
    {
        var page = pages.Single(page => page.Bitrix24Id() == deal);
        return (page.Title(), page.Select(), page.Number("Amount"));
    }
}
