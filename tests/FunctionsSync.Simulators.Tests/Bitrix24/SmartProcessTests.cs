using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class SmartProcessTests
{
    private const int TypeId = 147;

    [Fact]
    public async Task Items_StandInStagesOfTheProcessAndItsPipelines()
    {
        await using var portal = await TestPortal.StartAsync();
        var first = portal.State.AddSmartProcess(TypeId, "Purchase");
        var second = portal.State.AddCategory("Abroad", TypeId);

        var categories = (await portal.ResultAsync("crm.category.list", """{"entityTypeId":147}"""))["categories"]!.AsArray();
        var stages = (await portal.ResultAsync(
            "crm.status.list", $$$"""{"filter":{"ENTITY_ID":"DYNAMIC_147_STAGE_{{{second}}}"},"order":{"SORT":"ASC"}}""")).AsArray();
        var added = (await portal.ResultAsync("crm.item.add", """{"entityTypeId":147,"fields":{"opportunity":5}}"""))["item"]!;
        var moved = (await portal.ResultAsync(
            "crm.item.update", $$$"""{"entityTypeId":147,"id":1,"fields":{"stageId":"DT147_{{{first}}}:SUCCESS"}}"""))["item"]!;

        Assert.Equal(
            [$"""[{first},"Y",147]""", $"""[{second},"N",147]"""],
            categories.Select(row => row!.Pick("id", "isDefault", "entityTypeId")));
        Assert.Equal(
            ["NEW ", "PREPARATION ", "CLIENT ", "SUCCESS S", "FAIL F"],
            stages.Select(row => $"{row!["STATUS_ID"]} {row["SEMANTICS"]}".Replace($"DT147_{second}:", "", StringComparison.Ordinal)));
        Assert.Equal(
            $"""["Purchase #1","DT147_{first}:NEW",{first},5,147]""",
            added.Pick("title", "stageId", "categoryId", "opportunity", "entityTypeId"));
        Assert.Equal($"""["DT147_{first}:SUCCESS","DT147_{first}:NEW"]""", moved.Pick("stageId", "previousStageId"));
        Assert.Equal("Purchase", (string?)(await portal.ResultAsync("crm.type.list"))["types"]![0]!["title"]);
    }

    [Fact]
    public async Task Events_ComeForAllProcessesAndForTheOne()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var general = await EventCatcher.StartAsync();
        await using var special = await EventCatcher.StartAsync();
        Assert.Equal(
            (400, "ERROR_EVENT_NOT_FOUND"),
            (await portal.CallAsync("event.bind", """{"event":"ONCRMDYNAMICITEMADD_147","handler":"http://127.0.0.1:1/"}""")).Refusal);
        portal.State.AddSmartProcess(TypeId, "Purchase");
        portal.State.AddSmartProcess(148, "Other");
        foreach (var change in new[] { "ADD", "UPDATE", "DELETE" })
        {
            await portal.BindAsync(general, "ONCRMDYNAMICITEM" + change);
            await portal.BindAsync(special, $"ONCRMDYNAMICITEM{change}_147");
        }

        portal.State.AddItem(148, new Dictionary<string, object?>(), null);
        Assert.Equal("148", (await general.NextAsync()).ToDictionary()["data[FIELDS][ENTITY_TYPE_ID]"]);
        portal.State.AddItem(TypeId, new Dictionary<string, object?>(), null);
        Assert.Equal("147", (await general.NextAsync()).ToDictionary()["data[FIELDS][ENTITY_TYPE_ID]"]);
        await portal.ResultAsync("crm.item.update", """{"entityTypeId":147,"id":1,"fields":{"title":"x"}}""");
        Assert.Equal("ONCRMDYNAMICITEMUPDATE 1", await general.NextNameAsync());
        await portal.ResultAsync("crm.item.delete", """{"entityTypeId":147,"id":1}""");

        var ofOne = new[] { await special.NextNameAsync(), await special.NextNameAsync(), await special.NextNameAsync() };
        Assert.Equal(["ONCRMDYNAMICITEMADD_147 1", "ONCRMDYNAMICITEMDELETE_147 1", "ONCRMDYNAMICITEMUPDATE_147 1"], ofOne.Order());
        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.get", """{"entityTypeId":147,"id":1}""")).Refusal);
    }

    [Fact]
    public async Task UserFields_CarryTheNumberOfTheProcess()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddSmartProcess(TypeId, "Purchase");
        portal.State.AddUserField(new UserField("UF_CRM_44_123", "string", "Note") { EntityTypeId = TypeId });
        portal.State.AddItem(TypeId, new Dictionary<string, object?> { ["UF_CRM_44_123"] = "x" }, null);

        var camel = (await portal.ResultAsync("crm.item.get", """{"entityTypeId":147,"id":1}"""))["item"]!;
        var original = (await portal.ResultAsync("crm.item.list", """{"entityTypeId":147,"useOriginalUfNames":"Y"}"""))["items"]![0]!;

        Assert.Equal("x", (string?)camel["ufCrm44_123"]);
        Assert.Equal("x", (string?)original["UF_CRM_44_123"]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(TypeId)]
    public void AddSmartProcess_WithANumberThatIsTakenOrTooSmall_IsRefused(int entityTypeId)
    {
        var portal = new Bitrix24Portal(new Bitrix24SimulatorOptions(), new Uri("http://portal.example/"));
        portal.AddSmartProcess(TypeId, "Purchase");

        Assert.Throws<ArgumentException>(() => portal.AddSmartProcess(entityTypeId, "Again"));
    }
}
