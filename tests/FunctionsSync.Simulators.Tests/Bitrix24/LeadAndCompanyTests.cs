namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class LeadAndCompanyTests
{
    [Fact]
    public async Task Lead_HasStagesOfTheDictionaryStatus()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        foreach (var change in new[] { "ADD", "UPDATE", "DELETE" })
            await portal.BindAsync(catcher, "ONCRMLEAD" + change);

        var stages = (await portal.ResultAsync(
            "crm.status.list", """{"filter":{"ENTITY_ID":"STATUS"},"order":{"SORT":"ASC"}}""")).AsArray();
        var lead = (await portal.ResultAsync("crm.item.add", """{"entityTypeId":1,"fields":{"name":"Ann","sourceId":"CALL"}}"""))["item"]!;
        Assert.Equal("ONCRMLEADADD 1", await catcher.NextNameAsync());
        var won = (await portal.ResultAsync("crm.item.update", """{"entityTypeId":1,"id":1,"fields":{"stageId":"CONVERTED"}}"""))["item"]!;
        Assert.Equal("ONCRMLEADUPDATE 1", await catcher.NextNameAsync());

        Assert.Equal(
            ["NEW ", "IN_PROCESS ", "PROCESSED ", "CONVERTED S", "JUNK F"],
            stages.Select(row => $"{row!["STATUS_ID"]} {row["SEMANTICS"]}"));
        Assert.Equal("""["Lead #1","NEW","P","CALL",null]""", lead.Pick("title", "stageId", "stageSemanticId", "sourceId", "dateClosed"));
        Assert.Equal("""["CONVERTED","S"]""", won.Pick("stageId", "stageSemanticId"));
        Assert.NotNull(won["dateClosed"]);
        Assert.Equal(
            """["CONVERTED","S","Ann"]""",
            (await portal.ResultAsync("crm.lead.get", """{"id":1}""")).Pick("STATUS_ID", "STATUS_SEMANTIC_ID", "NAME"));
        await portal.ResultAsync("crm.item.delete", """{"entityTypeId":1,"id":1}""");
        Assert.Equal("ONCRMLEADDELETE 1", await catcher.NextNameAsync());
        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.get", """{"entityTypeId":1,"id":1}""")).Refusal);
    }

    [Fact]
    public async Task Lead_IntoAnUnknownStage_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddItem(1, new Dictionary<string, object?> { ["TITLE"] = "Lead" }, null);

        var reply = await portal.CallAsync("crm.item.update", """{"entityTypeId":1,"id":1,"fields":{"stageId":"WON"}}""");

        Assert.Equal((400, "CRM_FIELD_ERROR_VALUE_NOT_VALID"), reply.Refusal);
    }

    [Fact]
    public async Task Company_IsEditedThroughTheItemMethodsWithItsEvents()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        foreach (var change in new[] { "ADD", "UPDATE", "DELETE" })
            await portal.BindAsync(catcher, "ONCRMCOMPANY" + change);

        var added = (await portal.ResultAsync(
            "crm.item.add", """{"entityTypeId":4,"fields":{"title":"Acme","typeId":"CUSTOMER","revenue":5}}"""))["item"]!;
        Assert.Equal("ONCRMCOMPANYADD 1", await catcher.NextNameAsync());
        await portal.ResultAsync("crm.item.update", """{"entityTypeId":4,"id":1,"fields":{"title":"Acme"}}""");
        await portal.ResultAsync("crm.item.update", """{"entityTypeId":4,"id":1,"fields":{"title":"Acme 2"}}""");
        Assert.Equal("ONCRMCOMPANYUPDATE 1", await catcher.NextNameAsync());
        await portal.ResultAsync("crm.item.delete", """{"entityTypeId":4,"id":1}""");

        Assert.Equal("ONCRMCOMPANYDELETE 1", await catcher.NextNameAsync());
        Assert.Equal("""["Acme","CUSTOMER",5]""", added.Pick("title", "typeId", "revenue"));
        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.get", """{"entityTypeId":4,"id":1}""")).Refusal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Update_WithAnIdAmongTheFields_IsRefused(int entityTypeId)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.State.AddItem(entityTypeId, new Dictionary<string, object?>(), null);

        var reply = await portal.CallAsync("crm.item.update", $$$"""{"entityTypeId":{{{entityTypeId}}},"id":{{{id}}},"fields":{"id":9}}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains("Primary ID", (string?)reply.Json["error_description"], StringComparison.Ordinal);
    }
}
