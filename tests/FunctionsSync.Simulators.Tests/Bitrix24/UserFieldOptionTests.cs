using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class UserFieldOptionTests
{
    [Fact]
    public async Task Options_RenamedAndRemoved_RaiseTheDefinitionsEventAndLeaveValues()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var options = portal.State.AddUserField(new UserField("UF_CRM_1", "enumeration", "Size") { Options = ["S", "M"] });
        var id = portal.AddDeal("Deal", ("UF_CRM_1", options["M"]));
        await portal.BindAsync(catcher, "ONCRMDEALUSERFIELDSETENUMVALUES");

        portal.State.RenameUserFieldOption(2, "UF_CRM_1", "S", "Small");
        var form = (await catcher.NextAsync()).ToDictionary();
        portal.State.RemoveUserFieldOption(2, "UF_CRM_1", "M");
        portal.State.AddUserFieldOption(2, "UF_CRM_1", "XL");

        Assert.Equal(("CRM_DEAL", "UF_CRM_1"), (form["data[FIELDS][ENTITY_ID]"], form["data[FIELDS][FIELD_NAME]"]));
        var result = await portal.ResultAsync("crm.item.fields", """{"entityTypeId":2,"useOriginalUfNames":"Y"}""");
        Assert.Equal(["Small", "XL"], result["fields"]!["UF_CRM_1"]!["items"]!.AsArray().Select(option => (string?)option!["VALUE"]));
        Assert.Equal(options["M"], (int?)(await portal.ItemAsync(id))["UF_CRM_1"]);
        Assert.Equal(400, (await portal.UpdateAsync(id, $$"""{"UF_CRM_1":{{options["M"]}}}""")).Status);
        Assert.Throws<ArgumentException>(() => portal.State.RemoveUserFieldOption(2, "UF_CRM_1", "M"));
    }

    [Fact]
    public async Task Statuses_OfADictionary_AreAddedRenamedAndRemoved()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddStatus("SOURCE", "FAIR", "Fair");
        portal.State.RenameStatus("SOURCE", "CALL", "Phone call");
        portal.State.RemoveStatus("SOURCE", "OTHER");

        var rows = (await portal.ResultAsync("crm.status.list", """{"filter":{"ENTITY_ID":"SOURCE"},"order":{"SORT":"ASC"}}""")).AsArray();

        Assert.Equal(["Phone call", "E-mail", "Website", "Existing client", "Fair"], rows.Select(row => (string?)row!["NAME"]));
        Assert.Equal("[null,null]", rows[0]!.Pick("SEMANTICS", "CATEGORY_ID"));
    }
}
