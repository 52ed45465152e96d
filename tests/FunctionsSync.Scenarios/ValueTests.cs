using System.Net.Http.Json;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>Values that one system takes and the other makes something else of.</summary>
public sealed class ValueTests(AzuriteFixture azurite)
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TitleWithEmoji_CrossesWholeBothWays()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var first = scenario.Systems.AddDeal("👨‍👩‍👧‍👦 Приём Chloé, \"A & B\" <b>");
        var second = scenario.Systems.AddDeal("Plain");
        await scenario.SettleAsync();
        scenario.Systems.EditPage(second, "Name", PageProperties.TitleOf("🚀 Ракета"));
        await scenario.SettleAsync();

        Assert.Equal("👨‍👩‍👧‍👦 Приём Chloé, \"A & B\" <b>", scenario.Systems.PagesOf(first).Single().Title());
        Assert.Equal("🚀 Ракета", scenario.Systems.Deal(second).Title);
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    /// <summary>Bitrix24 cuts a title after 255 characters without a word: the cut must not look like an edit.</summary>
    [Fact]
    public async Task TitleLongerThanBitrix24Holds_StaysWholeInNotion()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var id = scenario.Systems.AddDeal("Short");
        await scenario.SettleAsync();

        var longTitle = "🚀 " + new string('a', 2500);
        scenario.Systems.EditPage(id, "Name", PageProperties.TitleOf(longTitle));
        await scenario.SettleAsync();
        Assert.Equal(longTitle[..255], scenario.Systems.Deal(id).Title);
        Assert.Equal(longTitle, scenario.Systems.PagesOf(id).Single().Title());

        scenario.Systems.EditDeal(id, "OPPORTUNITY", 12m);
        await scenario.SettleAsync();
        Assert.Equal(12m, scenario.Systems.PagesOf(id).Single().Number("Amount"));
        Assert.Equal(longTitle, scenario.Systems.PagesOf(id).Single().Title());
    }

    [Fact]
    public async Task ResponsibleUnknownInNotion_HeldWhileTheRestArrives_LaterOneArrives()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var stranger = scenario.Systems.Bitrix24.Portal.AddUser("Olga", "Nova", "nova@example.com");
        var id = scenario.Systems.AddDeal("Scanners");
        await scenario.SettleAsync();

        scenario.Systems.EditDeal(id, "ASSIGNED_BY_ID", stranger);
        scenario.Systems.EditDeal(id, "OPPORTUNITY", 777.5m);
        await scenario.SettleAsync();
        var page = scenario.Systems.PagesOf(id).Single();
        Assert.Equal(777.5m, page.Number("Amount"));
        Assert.Equal([scenario.Systems.People[0].NotionId], page.People());
        var held = Assert.Single(await scenario.ReadJournalAsync(JournalKind.Held));
        Assert.Equal(["ASSIGNED_BY_ID=Responsible"], held.Fields);

        scenario.Systems.EditDeal(id, "ASSIGNED_BY_ID", scenario.Systems.People[2].Bitrix24Id);
        await scenario.SettleAsync();
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    [Fact]
    public async Task CompanyRenamed_ArrivesWithTheDealsNextEvent()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var id = scenario.Systems.AddDeal("Scanners");
        await scenario.SettleAsync();

        await RenameCompanyAsync(scenario.Systems, scenario.Systems.Companies[0], "Northwind Traders Holding");
        scenario.Systems.EditDeal(id, "OPPORTUNITY", 4711m);
        await scenario.SettleAsync();

        Assert.Equal("Northwind Traders Holding", scenario.Systems.PagesOf(id).Single().RichText("Company"));
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    /// <summary>By an inbound webhook of a person: the simulated portal has no page for it.</summary>
    private static async Task RenameCompanyAsync(TwoSystems systems, int company, string title)
    {
        var person = systems.People[0].Bitrix24Id;
        var secret = systems.Bitrix24.Portal.AddWebhook(person);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.PostAsJsonAsync(
            new Uri(systems.Bitrix24.BaseAddress, $"rest/{person}/{secret}/crm.item.update"),
            new { entityTypeId = 4, id = company, fields = new { title } },
            Ended);
        answer.EnsureSuccessStatusCode();
    }
}
