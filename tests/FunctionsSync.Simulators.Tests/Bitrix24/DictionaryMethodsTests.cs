namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class DictionaryMethodsTests
{
    [Fact]
    public async Task Statuses_OfTheDefaultPipeline_AreTheUsualStagesAsDocumented()
    {
        await using var portal = await TestPortal.StartAsync();

        var result = await portal.ResultAsync("crm.status.list", """{"filter":{"ENTITY_ID":"DEAL_STAGE"},"order":{"SORT":"ASC"}}""");

        var rows = result.AsArray();
        Assert.Equal(
            ["NEW New", "PREPARATION Documents prepared", "PREPAYMENT_INVOICE Invoice sent", "EXECUTING In progress",
                "FINAL_INVOICE Final invoice", "WON Deal won S", "LOSE Deal lost F", "APOLOGY Analysis of failure F"],
            rows.Select(row => $"{row!["STATUS_ID"]} {row["NAME"]} {row["SEMANTICS"]}".Trim()));
        Assert.Equal(
            """
            {"ID":"106","ENTITY_ID":"DEAL_STAGE","STATUS_ID":"WON","NAME":"Deal won","NAME_INIT":"Deal won","SORT":"60","SYSTEM":"Y",
            """ + """
            "CATEGORY_ID":null,"COLOR":"#7BD500","SEMANTICS":"S","EXTRA":{"SEMANTICS":"success","COLOR":"#7BD500"}}
            """,
            rows[5]!.ToJsonString());
        Assert.Equal("apology", (string?)rows[7]!["EXTRA"]!["SEMANTICS"]);
    }

    [Fact]
    public async Task Statuses_OfAnotherPipeline_CarryItsPrefix()
    {
        await using var portal = await TestPortal.StartAsync();
        var categoryId = portal.State.AddCategory("Partners");
        var added = portal.State.AddStage(categoryId, "UC_1", "Talks", sort: 15);
        portal.State.RenameStage(added, "Negotiation");

        var rows = (await portal.ResultAsync("crm.status.list", $$$"""{"filter":{"ENTITY_ID":"DEAL_STAGE_{{{categoryId}}}"}}""")).AsArray();
        var categories = (await portal.ResultAsync("crm.category.list", """{"entityTypeId":2}"""))["categories"]!.AsArray();

        Assert.Equal(9, rows.Count);
        Assert.Equal($"""["C{categoryId}:UC_1","Negotiation","{categoryId}"]""", rows[1]!.Pick("STATUS_ID", "NAME", "CATEGORY_ID"));
        Assert.Equal(
            ["""[0,"General","Y"]""", $"""[{categoryId},"Partners","N"]"""], categories.Select(row => row!.Pick("id", "name", "isDefault")));
    }

    [Fact]
    public async Task Statuses_MoreThan50_ArePaged()
    {
        await using var portal = await TestPortal.StartAsync();
        for (var number = 0; number < 50; number++)
            portal.State.AddStage(0, $"UC_{number}", $"Stage {number}");

        var reply = await portal.CallAsync("crm.status.list", """{"filter":{"ENTITY_ID":"DEAL_STAGE"}}""");

        Assert.Equal((58, 50, 50), ((int)reply.Json["total"]!, (int)reply.Json["next"]!, reply.Json["result"]!.AsArray().Count));
    }

    [Fact]
    public async Task RemoveStage_WithDealsInIt_HasToSayWhereTo()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.AddDeal("A deal", ("STAGE_ID", "PREPARATION"));

        Assert.Throws<InvalidOperationException>(() => portal.State.RemoveStage("PREPARATION"));
        portal.State.RemoveStage("PREPARATION", moveDealsTo: "NEW");

        Assert.Equal("NEW", portal.State.Deals.Single().StageId);
        Assert.DoesNotContain(portal.State.Stages, stage => stage.StageId == "PREPARATION");
    }

    [Theory]
    [InlineData("""{"FILTER":{"ACTIVE":true}}""", "1,2")]
    [InlineData("""{"filter":{"ACTIVE":false}}""", "3")]
    [InlineData("""{"FILTER":{"EMAIL":"ann@portal.example"}}""", "2")]
    [InlineData("""{"ID":3}""", "3")]
    [InlineData("""{"FILTER":{"ID":[1,3]},"start":-1}""", "1,3")]
    public async Task Users_Filtered_HaveTextIdsAndAnEmptyObjectAsTime(string parameters, string expected)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        portal.State.AddUser("Bob", "Ray", "bob@portal.example", active: false);

        var rows = (await portal.ResultAsync("user.get", parameters)).AsArray();

        Assert.Equal(expected, string.Join(',', rows.Select(row => row!["ID"]!.GetValue<string>())));
        Assert.All(rows, row => Assert.Equal("{}", row!["TIMESTAMP_X"]!.ToJsonString()));
        Assert.All(rows, row => Assert.Equal(row!["ID"]!.GetValue<string>() != "3", row["ACTIVE"]!.GetValue<bool>()));
    }
}
