using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class ContactTests
{
    private const int Contacts = 3;

    [Fact]
    public async Task Add_WithMultifields_IsReadBackWithIdsAndFlags()
    {
        await using var portal = await TestPortal.StartAsync();

        var added = (await portal.ResultAsync(
            "crm.item.add",
            """
            {"entityTypeId":3,"fields":{"name":"Ann","secondName":"B.","lastName":"Lee","companyIds":[7],"fm":{
            "n0":{"typeId":"PHONE","valueType":"WORK","value":"+49 1"},"n1":{"typeId":"EMAIL","valueType":"HOME","value":"a@b.example"}}}}
            """))["item"]!;

        Assert.Equal("""["Ann","B.","Lee",7,"Y","Y"]""", added.Pick("name", "secondName", "lastName", "companyId", "hasPhone", "hasEmail"));
        Assert.Equal("""["PHONE","WORK","+49 1"]""", added["fm"]![0]!.Pick("typeId", "valueType", "value"));
        Assert.True((int)added["fm"]![0]!["id"]! > 0);
        Assert.Equal("Ann B. Lee", portal.State.Items(Contacts).Single().Title);
    }

    [Fact]
    public async Task ItemUpdate_OfMultifields_OnlyAdds()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = AddWithPhone(portal);
        var before = (await ItemAsync(portal, id))["fm"]![0]!;

        var change = $$"""[{"id":{{before["id"]}},"typeId":"PHONE","valueType":"WORK","value":"+49 2"}]""";
        await portal.ResultAsync("crm.item.update", $$$"""{"entityTypeId":3,"id":{{{id}}},"fields":{"fm":{{{change}}}}}""");
        await portal.ResultAsync("crm.item.update", $$$"""{"entityTypeId":3,"id":{{{id}}},"fields":{"fm":[]}}""");

        var after = (await ItemAsync(portal, id))["fm"]!.AsArray();
        Assert.Equal(["+49 1", "+49 2"], after.Select(entry => (string?)entry!["value"]));
        Assert.NotEqual((int)before["id"]!, (int)after[1]!["id"]!);
    }

    [Fact]
    public async Task ClassicUpdate_OfMultifields_ChangesAndDeletesById()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = AddWithPhone(portal);
        async Task<JsonNode?> PhonesAsync() => (await portal.ResultAsync("crm.contact.get", $$"""{"id":{{id}}}"""))["PHONE"];
        var phone = (await PhonesAsync())![0]!;
        Assert.Equal("""["WORK","+49 1","PHONE"]""", phone.Pick("VALUE_TYPE", "VALUE", "TYPE_ID"));

        var change = $$"""[{"ID":"{{phone["ID"]}}","VALUE":"+49 2"},{"VALUE":"+49 3","VALUE_TYPE":"HOME"}]""";
        await portal.ResultAsync("crm.contact.update", $$$"""{"id":{{{id}}},"fields":{"PHONE":{{{change}}}}}""");
        Assert.Equal(["+49 2", "+49 3"], (await PhonesAsync())!.AsArray().Select(entry => (string?)entry!["VALUE"]));

        await portal.ResultAsync("crm.contact.update", $$$"""{"id":{{{id}}},"fields":{"PHONE":[{"ID":"{{{phone["ID"]}}}","VALUE":""}]}}""");
        Assert.Equal("+49 3", (string?)Assert.Single((await PhonesAsync())!.AsArray())!["VALUE"]);
    }

    [Fact]
    public async Task List_CarriesMultifieldsOnlyWithoutASelection()
    {
        await using var portal = await TestPortal.StartAsync();
        AddWithPhone(portal);

        var all = (await portal.ResultAsync("crm.item.list", """{"entityTypeId":3}"""))["items"]![0]!.AsObject();
        var some = (await portal.ResultAsync("crm.item.list", """{"entityTypeId":3,"select":["id","fm"]}"""))["items"]![0]!.AsObject();

        Assert.Single(all["fm"]!.AsArray());
        Assert.Equal("""{"id":1}""", some.ToText());
        Assert.Equal((400, "100"), (await portal.CallAsync("crm.item.list", """{"entityTypeId":3,"filter":{"fm":"x"}}""")).Refusal);
    }

    [Fact]
    public async Task Edit_ByAPerson_ReplacesMultifieldsAndRaisesTheEvent()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var id = AddWithPhone(portal);
        foreach (var change in new[] { "UPDATE", "DELETE" })
            await portal.BindAsync(catcher, "ONCRMCONTACT" + change);

        var fields = new Dictionary<string, object?> { ["fm"] = new[] { new PortalMultifield("EMAIL", "a@b.example") } };
        Assert.True(portal.State.EditItem(Contacts, id, fields, portal.State.IntegrationUserId));
        Assert.Equal($"ONCRMCONTACTUPDATE {id}", await catcher.NextNameAsync());
        Assert.Equal("""["N","Y"]""", (await ItemAsync(portal, id)).Pick("hasPhone", "hasEmail"));
        portal.State.DeleteItem(Contacts, id, null);

        Assert.Equal($"ONCRMCONTACTDELETE {id}", await catcher.NextNameAsync());
        Assert.Equal((400, "NOT_FOUND"), (await portal.CallAsync("crm.item.get", $$"""{"entityTypeId":3,"id":{{id}}}""")).Refusal);
    }

    [Fact]
    public async Task Add_WithoutAName_IsCalledByItsNumber()
    {
        await using var portal = await TestPortal.StartAsync();

        var contact = (await portal.ResultAsync("crm.item.add", """{"entityTypeId":3,"fields":{}}"""))["item"]!;
        var company = (await portal.ResultAsync("crm.item.add", """{"entityTypeId":4,"fields":{}}"""))["item"]!;

        Assert.Equal("Contact #1", (string?)contact["lastName"]);
        Assert.Equal("Company #1", (string?)company["title"]);
    }

    private static int AddWithPhone(TestPortal portal) => portal.State.AddItem(
        Contacts,
        new Dictionary<string, object?> { ["NAME"] = "Ann", ["FM"] = new[] { new PortalMultifield("PHONE", "+49 1") } },
        portal.State.IntegrationUserId);

    private static async Task<JsonNode> ItemAsync(TestPortal portal, int id) =>
        (await portal.ResultAsync("crm.item.get", $$"""{"entityTypeId":3,"id":{{id}}}"""))["item"]!;
}
