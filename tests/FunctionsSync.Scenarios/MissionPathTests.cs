using FunctionsSync.Core.Ports;
using FunctionsSync.Simulators;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>The main job: fifty deals, edits on both sides, and then silence.</summary>
public sealed class MissionPathTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private const int Deals = 50;
    private static readonly string[] Stages = ["NEW", "PREPARATION", "PREPAYMENT_INVOICE", "EXECUTING", "FINAL_INVOICE", "WON", "LOSE"];
    private static readonly string[] StageNames =
        ["New", "Documents prepared", "Invoice sent", "In progress", "Final invoice", "Deal won", "Deal lost"];

    [Fact]
    public async Task FiftyDeals_EditedOnBothSides_EndEqualAndThenSilent()
    {
        var began = TimeProvider.System.GetTimestamp();
        // The systems' own delays, unshortened.
        await using var scenario = await Scenario.StartAsync(azurite, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));
        await scenario.StartHostAsync();
        var systems = scenario.Systems;

        var ids = Enumerable.Range(1, Deals).Select(number => systems.AddDeal($"Deal {number}", Stages[number % 4], number * 100.25m)).ToList();
        await scenario.SettleAsync();
        Assert.Equal(Deals, systems.Pages.Count);
        Assert.Empty(Differences.Between(systems));
        Report("creation", systems, began);

        EditBothSides(systems, ids);
        await scenario.SettleAsync();
        Assert.Empty(Differences.Between(systems));
        Assert.Equal(Deals, systems.Pages.Count);
        AssertEditsArrived(systems, ids);
        Assert.Empty(await scenario.ReadJournalAsync(JournalKind.Conflict));
        Assert.Empty(await scenario.ReadJournalAsync(JournalKind.Held));
        Report("edits", systems, began);
        AssertNoneRefused(systems);

        systems.Bitrix24.Requests.Clear();
        systems.Notion.Requests.Clear();
        for (var round = 1; round <= 10; round++)
        {
            await scenario.PollAsync();
            Assert.Equal(0, await scenario.CountQueuedAsync());
            Assert.Equal(round, systems.Notion.Requests.Entries.Count);
        }

        await scenario.DrainAsync();
        Assert.Equal(10, systems.Notion.Requests.Entries.Count);
        Assert.DoesNotContain(systems.Notion.Requests.Entries, request => request.IsWrite);
        Assert.Empty(systems.Bitrix24.Requests.Entries);
        Assert.Empty(Differences.Between(systems));
        Report("ten polls", systems, began);
        AssertNoneRefused(systems);
    }

    /// <summary>Every fifth deal is left alone, every fifth is edited on both sides at once, in different fields.</summary>
    private static void EditBothSides(TwoSystems systems, List<int> ids)
    {
        foreach (var (index, id) in ids.Index())
        {
            switch (index % 5)
            {
                case 0:
                    systems.EditDeal(id, "TITLE", $"Bitrix24 says {id}");
                    systems.EditDeal(id, "STAGE_ID", Stages[index % Stages.Length]);
                    break;
                case 1:
                    systems.EditPage(id, "Name", PageProperties.TitleOf($"Notion says {id}"));
                    systems.EditPage(id, "Status", PageProperties.SelectOf(StageNames[index % Stages.Length]));
                    break;
                case 2:
                    systems.EditDeal(id, "OPPORTUNITY", id * 1000.5m);
                    systems.EditPage(id, "Responsible", PageProperties.PeopleOf(systems.People[2].NotionId));
                    systems.EditDeal(id, "COMPANY_ID", systems.Companies[2]);
                    systems.EditPage(id, "Name", PageProperties.TitleOf($"Both say {id}"));
                    break;
                case 3:
                    systems.EditPage(id, "Amount", PageProperties.NumberOf(id * 10.75m));
                    systems.EditDeal(id, "ASSIGNED_BY_ID", systems.People[1].Bitrix24Id);
                    break;
            }
        }
    }

    /// <summary>Equal is not enough: the sides could agree on the old values.</summary>
    private static void AssertEditsArrived(TwoSystems systems, List<int> ids)
    {
        foreach (var (index, id) in ids.Index())
        {
            var (deal, page) = (systems.Deal(id), systems.PagesOf(id).Single());
            switch (index % 5)
            {
                case 0:
                    Assert.Equal($"Bitrix24 says {id}", page.Title());
                    Assert.Equal(StageNames[index % Stages.Length], page.Select());
                    break;
                case 1:
                    Assert.Equal($"Notion says {id}", deal.Title);
                    Assert.Equal(Stages[index % Stages.Length], deal.StageId);
                    break;
                case 2:
                    Assert.Equal($"Both say {id}", deal.Title);
                    Assert.Equal(systems.People[2].Bitrix24Id, deal.AssignedById);
                    Assert.Equal(id * 1000.5m, page.Number("Amount"));
                    Assert.Equal("Fabrikam GmbH", page.RichText("Company"));
                    break;
                case 3:
                    Assert.Equal(id * 10.75m, deal.Opportunity);
                    Assert.Equal(systems.People[1].NotionId, page.People().Single());
                    break;
            }
        }
    }

    private static void AssertNoneRefused(TwoSystems systems) => Assert.DoesNotContain(
        systems.Notion.Requests.Entries.Concat(systems.Bitrix24.Requests.Entries), request => request.Status is not 200);

    private void Report(string phase, TwoSystems systems, long began)
    {
        output.WriteLine($"{phase}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s since the start");
        Count("Bitrix24", systems.Bitrix24.Requests);
        Count("Notion", systems.Notion.Requests);

        void Count(string name, RequestLog log) => output.WriteLine(
            $"  {name}: {log.Entries.Count} requests, {log.Entries.Count(request => request.IsWrite)} of them writes ("
            + string.Join(", ", log.Entries.CountBy(request => request.Operation).Select(count => $"{count.Key} {count.Value}")) + ")");
    }
}
