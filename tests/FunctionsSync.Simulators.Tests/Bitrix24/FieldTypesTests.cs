using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class FieldTypesTests
{
    [Theory]
    [InlineData("boolean", "true", "\"Y\"", "\"1\"")]
    [InlineData("boolean", "\"Y\"", "\"Y\"", "\"1\"")]
    [InlineData("boolean", "1", "\"N\"", "\"0\"")]
    [InlineData("boolean", "\"1\"", "\"N\"", "\"0\"")]
    [InlineData("boolean", "false", "\"N\"", "\"0\"")]
    [InlineData("date", "\"2024-08-30\"", "\"2024-08-30T03:00:00+03:00\"", "\"2024-08-30T03:00:00+03:00\"")]
    [InlineData("date", "\"2024-08-30T03:00:00+03:00\"", "\"2024-08-30T03:00:00+03:00\"", "\"2024-08-30T03:00:00+03:00\"")]
    [InlineData("datetime", "\"2024-08-30T10:15:30.9Z\"", "\"2024-08-30T13:15:30+03:00\"", "\"2024-08-30T13:15:30+03:00\"")]
    [InlineData("money", "\"1234.5|USD\"", "\"1234.50|USD\"", "\"1234.50|USD\"")]
    [InlineData("money", "7", "\"7.00|RUB\"", "\"7.00|RUB\"")]
    [InlineData("money", "\"|RUB\"", "null", "null")]
    [InlineData("double", "1111.126", "1111.13", "\"1111.13\"")]
    [InlineData("integer", "\"5\"", "5", "\"5\"")]
    [InlineData("integer", "\"\"", "null", "null")]
    [InlineData("string", "\"abc\"", "\"abc\"", "\"abc\"")]
    [InlineData("string", "\"\"", "null", "null")]
    [InlineData("employee", "1", "1", "\"1\"")]
    [InlineData("crm", "\"CO_4\"", "\"CO_4\"", "\"CO_4\"")]
    [InlineData("iblock_element", "12", "12", "\"12\"")]
    [InlineData("address", "\"Main St 1|55.7;37.6|8\"", "\"Main St 1|55.7;37.6|8\"", "\"Main St 1|55.7;37.6|8\"")]
    public async Task ItemUpdate_WrittenSoAndSo_IsReadSoByEachFamily(string type, string written, string item, string classic)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", type, "Field"));
        var id = portal.AddDeal("A deal");

        var updated = await portal.UpdatedAsync(id, $$"""{"UF_CRM_1":{{written}}}""");

        Assert.Equal(item, JsonText.ToText(updated["UF_CRM_1"]));
        Assert.Equal(item, JsonText.ToText((await portal.ItemAsync(id, useOriginalUfNames: "N"))["ufCrm_1"]));
        Assert.Equal(classic, JsonText.ToText((await portal.ResultAsync("crm.deal.get", $$"""{"id":{{id}}}"""))["UF_CRM_1"]));
    }

    [Theory]
    [InlineData("string", "\"abc\"", "\"\"", "\"\"")]
    [InlineData("string", "\"abc\"", "null", "\"\"")]
    [InlineData("money", "5", "\"|RUB\"", "\"\"")]
    [InlineData("date", "\"2024-08-30\"", "\"\"", "null")]
    [InlineData("integer", "5", "null", "null")]
    public async Task ItemUpdate_ClearedSoAndSo_IsReadAsNothing(string type, string first, string cleared, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", type, "Field"));
        var id = portal.AddDeal("A deal");
        await portal.UpdatedAsync(id, $$"""{"UF_CRM_1":{{first}}}""");

        Assert.Equal(read, JsonText.ToText((await portal.UpdatedAsync(id, $$"""{"UF_CRM_1":{{cleared}}}"""))["UF_CRM_1"]));
    }

    [Theory]
    [InlineData("\"N\"", "\"Y\"")]
    [InlineData("\"0\"", "\"N\"")]
    [InlineData("0", "\"N\"")]
    public async Task ClassicUpdate_Boolean_IsPhpTruth(string written, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "boolean", "Field"));
        var id = portal.AddDeal("A deal");

        await portal.ResultAsync("crm.deal.update", $$$"""{"id":{{{id}}},"fields":{"UF_CRM_1":{{{written}}}}}""");

        Assert.Equal(read, JsonText.ToText((await portal.ItemAsync(id))["UF_CRM_1"]));
    }

    [Fact]
    public async Task ItemUpdate_MultipleEnumeration_CannotBeClearedButClassicCan()
    {
        await using var portal = await TestPortal.StartAsync();
        var field = new UserField("UF_CRM_TAGS", "enumeration", "Tags") { Multiple = true, Options = ["Red", "Blue"] };
        var options = portal.State.AddUserField(field);
        var both = $"[{options["Red"]},{options["Blue"]}]";
        var id = portal.AddDeal("A deal");
        Assert.Equal("null", JsonText.ToText((await portal.ItemAsync(id))["UF_CRM_TAGS"]));
        Assert.Equal(both, JsonText.ToText((await portal.UpdatedAsync(id, $$"""{"UF_CRM_TAGS":{{both}}}"""))["UF_CRM_TAGS"]));

        Assert.Equal(both, JsonText.ToText((await portal.UpdatedAsync(id, """{"UF_CRM_TAGS":[]}"""))["UF_CRM_TAGS"]));
        await portal.ResultAsync("crm.deal.update", $$$"""{"id":{{{id}}},"fields":{"UF_CRM_TAGS":[]}}""");

        Assert.Equal("[]", JsonText.ToText((await portal.ItemAsync(id))["UF_CRM_TAGS"]));
        Assert.Equal((400, "100"), (await portal.UpdateAsync(id, """{"UF_CRM_TAGS":"5"}""")).Refusal);
    }

    [Fact]
    public async Task ItemUpdate_OptionByItsText_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync();
        var options = portal.State.AddUserField(new UserField("UF_CRM_KIND", "enumeration", "Kind") { Options = ["Red"] });
        var id = portal.AddDeal("A deal");

        Assert.Equal(400, (await portal.UpdateAsync(id, """{"UF_CRM_KIND":"Red"}""")).Status);

        Assert.Equal(options["Red"], (int)(await portal.UpdatedAsync(id, $$"""{"UF_CRM_KIND":"{{options["Red"]}}"}"""))["UF_CRM_KIND"]!);
        Assert.Equal("null", JsonText.ToText((await portal.UpdatedAsync(id, """{"UF_CRM_KIND":""}"""))["UF_CRM_KIND"]));
    }

    [Fact]
    public async Task MultipleString_NeverSet_IsFalseAndCleared_IsAnEmptyArray()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_NOTES", "string", "Notes") { Multiple = true });
        var id = portal.AddDeal("A deal");
        Assert.Equal("false", JsonText.ToText((await portal.ItemAsync(id))["UF_CRM_NOTES"]));

        var filled = await portal.UpdatedAsync(id, """{"UF_CRM_NOTES":["a","","b"]}""");
        Assert.Equal("""["a","b"]""", JsonText.ToText(filled["UF_CRM_NOTES"]));

        Assert.Equal("[]", JsonText.ToText((await portal.UpdatedAsync(id, """{"UF_CRM_NOTES":[]}"""))["UF_CRM_NOTES"]));
    }

    [Fact]
    public async Task Address_WrittenAsText_ComesBackWithAnId()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "address", "Field"));
        var id = portal.AddDeal("A deal");

        var item = await portal.UpdatedAsync(id, """{"UF_CRM_1":"Main St 1"}""");

        Assert.Matches(@"^Main St 1\|;\|\d+$", (string)item["UF_CRM_1"]!);
    }

    [Fact]
    public async Task File_Uploaded_IsReadAsAddressesThatCarryASecret()
    {
        await using var portal = await TestPortal.StartAsync();
        portal.State.AddUserField(new UserField("UF_CRM_1", "file", "Field"));
        var id = portal.AddDeal("A deal");

        var file = (await portal.UpdatedAsync(id, """{"UF_CRM_1":["a.txt","YQ=="]}"""))["UF_CRM_1"]!;

        Assert.Contains("auth=", (string)file["urlMachine"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("auth=", (string)file["url"]!, StringComparison.Ordinal);
        var kept = await portal.UpdatedAsync(id, $$$"""{"UF_CRM_1":{"id":{{{file["id"]}}}}}""");
        Assert.Equal(file["id"].ToText(), kept["UF_CRM_1"]!["id"].ToText());
    }

    [Fact]
    public async Task Fields_DescribeColumnsAndUserFields()
    {
        await using var portal = await TestPortal.StartAsync();
        var options = portal.State.AddUserField(new UserField("UF_CRM_KIND", "enumeration", "Kind") { Options = ["Red"] });

        var fields = (await portal.ResultAsync("crm.item.fields", """{"entityTypeId":2,"useOriginalUfNames":"Y"}"""))["fields"]!;

        Assert.Equal(
            """
            {"type":"crm_status","isRequired":false,"isReadOnly":false,"isImmutable":false,"isMultiple":false,"isDynamic":false,
            """ + """
            "title":"Stage","statusType":"DEAL_STAGE","upperName":"STAGE_ID"}
            """,
            fields["stageId"].ToText());
        Assert.Equal($$"""[{"ID":"{{options["Red"]}}","VALUE":"Red"}]""", JsonText.ToText(fields["UF_CRM_KIND"]!["items"]));
        Assert.Equal("""["enumeration","Kind","UF_CRM_KIND"]""", fields["UF_CRM_KIND"]!.Pick("type", "title", "upperName"));
        Assert.NotNull((await portal.ResultAsync("crm.item.fields", """{"entityTypeId":2}"""))["fields"]!["ufCrmKind"]);
    }
}
