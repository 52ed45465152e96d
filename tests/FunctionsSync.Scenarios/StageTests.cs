using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Scenarios;

/// <summary>STAGE_ID ⇄ Status, by the stage's name.</summary>
public sealed class StageTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("WON", "Deal won")]
    [InlineData("LOSE", "Deal lost")]
    public async Task ClosedInBitrix24_StatusFollows_AndReopensFromNotion(string stage, string name)
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var id = scenario.Systems.AddDeal("Scanners");
        await scenario.SettleAsync();

        scenario.Systems.EditDeal(id, "STAGE_ID", stage);
        await scenario.SettleAsync();
        Assert.Equal(name, scenario.Systems.PagesOf(id).Single().Select());

        scenario.Systems.EditPage(id, "Status", PageProperties.SelectOf("In progress"));
        await scenario.SettleAsync();
        Assert.Equal("EXECUTING", scenario.Systems.Deal(id).StageId);
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    [Fact]
    public async Task UnknownStageTypedInNotion_HeldWhileOtherFieldsGoOn_ValidOneGoesThrough()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.StartHostAsync();
        var id = scenario.Systems.AddDeal("Scanners", "PREPARATION");
        await scenario.SettleAsync();

        scenario.Systems.EditPage(id, "Status", PageProperties.SelectOf("Waiting for legal"));
        scenario.Systems.EditPage(id, "Name", PageProperties.TitleOf("Scanners, second try"));
        await scenario.SettleAsync();
        Assert.Equal("PREPARATION", scenario.Systems.Deal(id).StageId);
        Assert.Equal("Waiting for legal", scenario.Systems.PagesOf(id).Single().Select());
        Assert.Equal("Scanners, second try", scenario.Systems.Deal(id).Title);
        var held = Assert.Single(await scenario.ReadJournalAsync(JournalKind.Held));
        Assert.Equal(["STAGE_ID=Status"], held.Fields);
        Assert.Contains("it has: New, Documents prepared", held.Reason, StringComparison.Ordinal);

        scenario.Systems.EditPage(id, "Status", PageProperties.SelectOf("Final invoice"));
        await scenario.SettleAsync();
        Assert.Equal("FINAL_INVOICE", scenario.Systems.Deal(id).StageId);
        Assert.Empty(Differences.Between(scenario.Systems));
    }

    [Fact]
    public async Task CommaInStageName_CrossesBothWays()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        scenario.Systems.Bitrix24.Portal.AddStage(0, "ON_HOLD", "Waiting, on hold");
        await scenario.StartHostAsync();
        var first = scenario.Systems.AddDeal("Held by Bitrix24", "ON_HOLD");
        var second = scenario.Systems.AddDeal("Held by Notion");
        await scenario.SettleAsync();

        var status = scenario.Systems.PagesOf(first).Single().Select();
        Assert.Equal("Waiting‚ on hold", status);
        scenario.Systems.EditPage(second, "Status", PageProperties.SelectOf(status));
        await scenario.SettleAsync();

        Assert.Equal("ON_HOLD", scenario.Systems.Deal(second).StageId);
        Assert.Empty(Differences.Between(scenario.Systems));
    }
}
