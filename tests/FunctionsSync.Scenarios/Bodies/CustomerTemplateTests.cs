using FunctionsSync.Scenarios.Sample;

namespace FunctionsSync.Scenarios.Bodies;

/// <summary>The template of the sample <c>sync.json</c>, filled in over HTTP.</summary>
public sealed class CustomerTemplateTests
{
    [Fact]
    public async Task Sample_NewDeal_HasItsRequirementsDeadlinesAndContacts()
    {
        await using var world = await BodyWorld.StartAsync(SampleTemplate());
        var company = world.AddCompany("Northwind Traders");
        var deal = world.AddDeal(
            ("TITLE", "Website relaunch"),
            ("OPPORTUNITY", 12500.5m),
            ("COMPANY_ID", company),
            ("BEGINDATE", new DateOnly(2026, 3, 9)),
            ("CLOSEDATE", new DateOnly(2026, 12, 31)),
            ("COMMENTS", "The new site has:\n- a shop\n- a search\n\nIt is in two languages."));

        await world.SyncAsync(deal);

        Assert.Equal(
            [
                $"callout: Deal {deal} in Bitrix24. What is changed here stays here: only the properties above are kept in step.",
                "heading_2: Requirements",
                "paragraph: The new site has:",
                "bulleted_list_item: a shop",
                "bulleted_list_item: a search",
                "paragraph: It is in two languages.",
                "to_do: Write down the requirements",
                "to_do: Confirm the budget of 12,500.5",
                "heading_2: Deadlines",
                "table: What | When / Begins | 2026-03-09 / To be closed | 2026-12-31",
                "to_do: Agree the deadlines with Northwind Traders",
                "heading_2: Contacts",
                $"table: Role | Who / Client | Northwind Traders / Responsible | {world.IntegrationUserName}",
                "paragraph: In Bitrix24 since 2026-03-02 12:00 UTC.",
            ],
            world.BodyOf(deal));
    }

    private static string SampleTemplate() => SampleSyncFile.Read()["templates"]!["Project"]!.ToJsonString();
}
