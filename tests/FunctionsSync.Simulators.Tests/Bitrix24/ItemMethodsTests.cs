using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class ItemMethodsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-11-22T10:00:00.700Z");

    [Fact]
    public async Task Get_ADeal_HasTypedValuesUnderCamelCaseNames()
    {
        var time = new FakeTimeProvider(Start);
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        var companyId = portal.State.AddCompany("Acme");
        var id = portal.AddDeal("Big one", ("OPPORTUNITY", 999.99m), ("COMPANY_ID", companyId), ("STAGE_ID", "EXECUTING"));

        var item = await portal.ItemAsync(id);

        Assert.Equal(
            $$"""[{{id}},"Big one",0,"EXECUTING","P","N",999.99,"RUB","N",1,{{companyId}},"2026-11-22T13:00:00+03:00",2]""",
            item.Pick(
                "id", "title", "categoryId", "stageId", "stageSemanticId", "closed", "opportunity", "currencyId", "isManualOpportunity",
                "assignedById", "companyId", "createdTime", "entityTypeId"));
        var company = await portal.ResultAsync("crm.item.get", $$"""{"entityTypeId":4,"id":{{companyId}}}""");
        Assert.Equal("Acme", (string?)company["item"]!["title"]);
    }

    [Fact]
    public async Task Get_Missing_IsNotFoundAndForbidden_IsAccessDenied()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("Hidden");
        portal.State.SetDealForbidden(id, true);

        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.get", """{"entityTypeId":2,"id":77}""")).Refusal);
        Assert.Equal((400, "ACCESS_DENIED"), (await portal.CallAsync("crm.item.get", $$"""{"entityTypeId":2,"id":{{id}}}""")).Refusal);
        Assert.Equal("[]", (await portal.ResultAsync("crm.item.list", """{"entityTypeId":2}"""))["items"]!.ToJsonString());
        Assert.Equal((400, "100"), (await portal.CallAsync("crm.item.get", """{"id":1}""")).Refusal);
    }

    [Fact]
    public async Task Update_NothingDiffers_SavesNothing()
    {
        var time = new FakeTimeProvider(Start);
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { TimeProvider = time });
        await using var catcher = await EventCatcher.StartAsync();
        await portal.ResultAsync("event.bind", $$"""{"event":"OnCrmDealUpdate","handler":"{{catcher.Address}}"}""");
        var id = portal.AddDeal("Same", ("OPPORTUNITY", 10m));
        var other = portal.AddDeal("Other");
        time.Advance(TimeSpan.FromMinutes(1));

        var same = await portal.UpdatedAsync(
            id, """{"title":"Same","opportunity":"10.00","companyId":0,"noSuchField":"x","updatedTime":"2030-01-01T00:00:00Z"}""");
        await portal.UpdatedAsync(other, """{"title":"Changed"}""");

        Assert.Equal("2026-11-22T13:00:00+03:00", (string?)same["updatedTime"]);
        Assert.Equal("2026-11-22T13:01:00+03:00", (string?)(await portal.ItemAsync(other))["updatedTime"]);
        Assert.Equal($"ONCRMDEALUPDATE {other}", await catcher.NextNameAsync());
    }

    [Fact]
    public async Task Update_StageToWon_ClosesTheDeal()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");

        var item = await portal.UpdatedAsync(id, """{"stageId":"WON"}""");

        Assert.Equal("""["WON","S","Y"]""", item.Pick("stageId", "stageSemanticId", "closed"));
        item = await portal.UpdatedAsync(id, """{"stageId":"NEW"}""");
        Assert.Equal("""["NEW","P","N"]""", item.Pick("stageId", "stageSemanticId", "closed"));
    }

    [Fact]
    public async Task Update_StageOfAnotherPipeline_BecomesTheFirstOfTheSameSemantics()
    {
        await using var portal = await TestPortal.StartAsync();
        var categoryId = portal.State.AddCategory("Partners");
        var id = portal.AddDeal("A deal", ("STAGE_ID", "EXECUTING"));

        Assert.Equal("LOSE", (string?)(await portal.UpdatedAsync(id, $$"""{"stageId":"C{{categoryId}}:APOLOGY"}"""))["stageId"]);
        var moved = await portal.UpdatedAsync(id, $$"""{"categoryId":{{categoryId}},"stageId":"WON"}""");
        Assert.Equal($$"""[{{categoryId}},"C{{categoryId}}:WON","S"]""", moved.Pick("categoryId", "stageId", "stageSemanticId"));
        Assert.Equal((400, "CRM_FIELD_ERROR_VALUE_NOT_VALID"), (await portal.UpdateAsync(id, """{"stageId":"NO_SUCH"}""")).Refusal);
    }

    [Fact]
    public async Task Update_SumOfADealWithProducts_IsRecalculatedUnlessManual()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");
        portal.State.SetProductTotal(id, 70m);

        var recalculated = await portal.UpdatedAsync(id, """{"opportunity":10}""");
        var manual = await portal.UpdatedAsync(id, """{"opportunity":10,"isManualOpportunity":"Y"}""");

        Assert.Equal("70", recalculated["opportunity"].ToText());
        Assert.Equal("10", manual["opportunity"].ToText());
    }

    [Fact]
    public async Task AddAndDelete_ADeal_AnswerTheItemAndAnEmptyArray()
    {
        await using var portal = await TestPortal.StartAsync();

        var added = (await portal.ResultAsync("crm.item.add", """{"entityTypeId":2,"fields":{"stageId":"PREPARATION"}}"""))["item"]!;
        var id = (int)added["id"]!;

        Assert.Equal($$"""["Deal #{{id}}","PREPARATION",0]""", added.Pick("title", "stageId", "opportunity"));
        Assert.Equal("[]", (await portal.ResultAsync("crm.item.delete", $$"""{"entityTypeId":2,"id":{{id}}}""")).ToJsonString());
        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.delete", $$"""{"entityTypeId":2,"id":{{id}}}""")).Refusal);
    }
}
