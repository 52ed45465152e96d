using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class ClassicMethodsTests
{
    [Fact]
    public async Task Get_ADeal_HasTextsOnly()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal", ("OPPORTUNITY", 1000000m));

        var deal = await portal.ResultAsync("crm.deal.get", $$"""{"ID":{{id}}}""");

        Assert.Equal(
            $"""["{id}","A deal","1000000.00","1","0","0","N"]""",
            deal.Pick("ID", "TITLE", "OPPORTUNITY", "ASSIGNED_BY_ID", "CATEGORY_ID", "COMPANY_ID", "CLOSED"));
    }

    [Theory]
    [InlineData("""{"id":99}""", "Not found")]
    [InlineData("{}", "ID is not defined or invalid.")]
    public async Task Get_Impossible_HasAnEmptyErrorCode(string parameters, string description)
    {
        await using var portal = await TestPortal.StartAsync();

        var reply = await portal.CallAsync("crm.deal.get", parameters);

        Assert.Equal((400, ""), reply.Refusal);
        Assert.Equal(description, (string?)reply.Json["error_description"]);
    }

    [Fact]
    public async Task Update_ADeal_AnswersTrueAndCannotChangeThePipeline()
    {
        await using var portal = await TestPortal.StartAsync();
        var categoryId = portal.State.AddCategory("Partners");
        var id = portal.AddDeal("A deal");

        var result = await portal.ResultAsync(
            "crm.deal.update", $$$"""{"id":{{{id}}},"fields":{"TITLE":"B","CATEGORY_ID":{{{categoryId}}},"NO_SUCH":1}}""");

        Assert.Equal("true", result.ToJsonString());
        var deal = portal.State.Deals.Single();
        Assert.Equal(("B", 0), (deal.Title, deal.CategoryId));
    }

    [Fact]
    public async Task Update_DateTimeByAUserOfAnotherTimeZone_IsShifted()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "datetime", "Field"));
        var id = portal.AddDeal("A deal");
        var userId = portal.State.AddUser("Far", "East", "far@portal.example", timeZoneOffset: TimeSpan.FromHours(7));
        portal.Tokens = portal.State.IssueTokens(userId);

        await portal.ResultAsync("crm.deal.update", $$$"""{"id":{{{id}}},"fields":{"UF_CRM_1":"2024-08-30T13:00:00+03:00"}}""");
        Assert.Equal("2024-08-30T09:00:00+03:00", (string?)(await portal.ItemAsync(id))["UF_CRM_1"]);
        await portal.ResultAsync("crm.deal.update", $$$"""{"id":{{{id}}},"fields":{"UF_CRM_1":null}}""");
        Assert.Equal("2024-08-30T09:00:00+03:00", (string?)(await portal.ItemAsync(id))["UF_CRM_1"]);

        var byItem = await portal.UpdatedAsync(id, """{"UF_CRM_1":"2024-08-30T13:00:00+03:00"}""");
        Assert.Equal("2024-08-30T13:00:00+03:00", (string?)byItem["UF_CRM_1"]);
    }

    [Fact]
    public async Task Fields_OfADeal_GoByTheirOriginalNames()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "double", "Weight") { Precision = 3 });

        var fields = await portal.ResultAsync("crm.deal.fields");

        Assert.Equal("true", fields["CATEGORY_ID"]!["isImmutable"].ToText());
        Assert.Equal("""["UF_CRM_1","Weight",{"PRECISION":3}]""", fields["UF_CRM_1"]!.Pick("title", "formLabel", "settings"));
    }

    [Fact]
    public async Task List_Deals_IsAnArrayWhereUserFieldsHaveToBeAskedFor()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "string", "Field"));
        portal.AddDeal("A", ("UF_CRM_1", "x"));
        portal.AddDeal("B", ("UF_CRM_1", "y"));

        var plain = await portal.CallAsync("crm.deal.list", """{"filter":{">ID":"1"}}""");
        var chosen = await portal.ResultAsync("crm.deal.list", """{"select":["ID","UF_CRM_1"],"order":{"ID":"DESC"},"start":-1}""");

        Assert.Equal(1, (int)plain.Json["total"]!);
        Assert.Equal("B", (string?)plain.Json["result"]![0]!["TITLE"]);
        Assert.False(plain.Json["result"]![0]!.AsObject().ContainsKey("UF_CRM_1"));
        Assert.Equal("""[{"ID":"2","UF_CRM_1":"y"},{"ID":"1","UF_CRM_1":"x"}]""", chosen.ToJsonString());
    }
}
