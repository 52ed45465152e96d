using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using FunctionsSync.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Scenarios;

/// <summary>What goes wrong on the way: events twice and out of order, two instances, a lost table.</summary>
public sealed class DeliveryTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task EventsTwiceAndOutOfOrder_OnePageEach_SidesEqual()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        scenario.Systems.Bitrix24.Portal.DuplicateEvents.When(_ => true);

        // Created and edited faster than any event is handled: most of them arrive late, twice, and side by side.
        var ids = Enumerable.Range(1, 10).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        foreach (var amount in new[] { 10m, 20m, 30m })
        {
            ids.ForEach(id => scenario.Systems.EditDeal(id, "OPPORTUNITY", amount + id));
        }

        await scenario.SettleAsync();
        Assert.Equal(ids.Count, scenario.Systems.Pages.Count);
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    [Fact]
    public async Task TwoInstances_HearingTheSameEvents_CreateNoDuplicate()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        // Each instance keeps a budget of its own.
        scenario.Settings["Notion__RequestsPerSecond"] = "5";
        scenario.Settings["Notion__Burst"] = "50";
        scenario.Settings["Bitrix24__Burst"] = "120";
        await scenario.StartHostAsync();
        await scenario.StartHostAsync();

        var ids = Enumerable.Range(1, 20).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        await scenario.SettleAsync();

        Assert.Equal(2 * ids.Count, scenario.Systems.Bitrix24.Portal.Deliveries.Count(delivery => delivery.Event == "ONCRMDEALADD"));
        Assert.Equal(ids.Count, scenario.Systems.Pages.Count);
        Assert.Empty(Differences.Between(scenario.Systems));
        Assert.Equal(ids.Count, scenario.Systems.Notion.Requests.Entries.Count(request => request.Operation == "POST /v1/pages"));
    }

    [Fact]
    public async Task EveryEventLost_CatchUpBringsAll_AndASecondOneWritesNothing()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var edited = scenario.Systems.AddDeal("Old");
        await scenario.SettleAsync();
        await scenario.CatchUpAsync();
        await scenario.SettleAsync();
        scenario.Systems.Bitrix24.Portal.DropEvents.When(_ => true);

        scenario.Systems.EditDeal(edited, "TITLE", "New");
        var ids = Enumerable.Range(1, 5).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        await scenario.CatchUpAsync();
        await scenario.SettleAsync();

        Assert.Equal(ids.Count + 1, scenario.Systems.Pages.Count);
        Assert.Empty(Differences.Between(scenario.Systems));
        var writes = scenario.Systems.Notion.Requests.Entries.Count(request => request.IsWrite);
        await scenario.CatchUpAsync();
        await scenario.SettleAsync();
        Assert.Equal(writes, scenario.Systems.Notion.Requests.Entries.Count(request => request.IsWrite));
    }

    /// <summary>The queue that the portal keeps tells of them before any listing does, and our own edits are not in it.</summary>
    [Fact]
    public async Task EveryEventLost_OfflineEventsBringAll()
    {
        await using var scenario = await Scenario.StartAsync(azurite, features: ["rest_offline_extended", "rest_auth_connector"]);
        scenario.Settings["Bitrix24__OfflineEvents"] = "true";
        var host = await scenario.StartHostAsync();
        await host.Services.GetRequiredService<OfflineEventBindings>().RestoreAsync(TestContext.Current.CancellationToken);
        scenario.Systems.Bitrix24.Portal.DropEvents.When(_ => true);

        var ids = Enumerable.Range(1, 5).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        await host.Services.GetRequiredService<OfflineEvents>().RunAsync(TestContext.Current.CancellationToken);
        await scenario.SettleAsync();

        Assert.Equal(ids.Count, scenario.Systems.Pages.Count);
        Assert.Empty(Differences.Between(scenario.Systems));
        Assert.Equal(0, scenario.Systems.Bitrix24.Portal.OfflineEventCount);
    }

    [Fact]
    public async Task MappingTableLost_PagesAdoptedByTheirId_NoDuplicate()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        var host = await scenario.StartHostAsync();
        var ids = Enumerable.Range(1, 5).Select(number => scenario.Systems.AddDeal($"Deal {number}")).ToList();
        await scenario.SettleAsync();
        var pages = scenario.Systems.Pages.Select(page => page["id"]?.GetValue<string>()).ToList();

        await scenario.StopHostAsync(host);
        scenario.Settings["AzureWebJobsStorage"] = azurite.NewAccount();
        await scenario.StartHostAsync();
        ids.ForEach(id => scenario.Systems.EditDeal(id, "TITLE", $"Deal {id}, after the loss"));
        await scenario.SettleAsync();

        Assert.Equal(pages, scenario.Systems.Pages.Select(page => page["id"]?.GetValue<string>()));
        Assert.Empty(Differences.Between(scenario.Systems));
        Assert.Equal(ids.Count, (await scenario.ReadJournalAsync(JournalKind.PageMatched)).Count);

        // And from there on both ways, as before.
        scenario.Systems.EditPage(ids[0], "Name", PageProperties.TitleOf("Notion again"));
        await scenario.SettleAsync();
        Assert.Equal("Notion again", scenario.Systems.Deal(ids[0]).Title);
    }
}
