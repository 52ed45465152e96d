namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class DealFieldsTests
{
    [Fact]
    public async Task Update_OfEveryPlainField_IsReadBack()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("Deal");

        var deal = await portal.UpdatedAsync(
            id,
            """
            {"comments":"[B]bold[/B]","begindate":"2024-02-29","closedate":"2024-03-31","sourceId":"CALL","typeId":"SERVICES",
            "observers":[1],"currencyId":"USD","probability":50,"originId":"page-1"}
            """);

        Assert.Equal(
            """["[B]bold[/B]","2024-02-29T03:00:00+03:00","2024-03-31T03:00:00+03:00","CALL","SERVICES",[1],"USD",50,"page-1"]""",
            deal.Pick("comments", "begindate", "closedate", "sourceId", "typeId", "observers", "currencyId", "probability", "originId"));
    }

    [Fact]
    public async Task Contacts_TheListAndTheFirstOne_FollowEachOther()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("Deal");
        Assert.Equal("[[],0]", (await portal.ItemAsync(id)).Pick("contactIds", "contactId"));

        Assert.Equal("[[5,4],5]", (await portal.UpdatedAsync(id, """{"contactIds":[5,4]}""")).Pick("contactIds", "contactId"));
        Assert.Equal("[[7],7]", (await portal.UpdatedAsync(id, """{"contactId":7}""")).Pick("contactIds", "contactId"));
        Assert.Equal("[[],0]", (await portal.UpdatedAsync(id, """{"contactIds":[]}""")).Pick("contactIds", "contactId"));
        var classic = await portal.ResultAsync("crm.deal.get", $$"""{"id":{{id}}}""");
        Assert.False(classic.AsObject().ContainsKey("CONTACT_IDS"));
        Assert.Equal("0", (string?)classic["CONTACT_ID"]);
    }

    [Fact]
    public async Task Currencies_StartWithTheBaseAndSayTotalZero()
    {
        await using var portal = await TestPortal.StartAsync();

        var reply = await portal.CallAsync("crm.currency.list");

        Assert.Equal(
            ["""["RUB","Y"]""", """["USD","N"]""", """["EUR","N"]"""],
            reply.Json["result"]!.AsArray().Select(row => row!.Pick("CURRENCY", "BASE")));
        Assert.Equal(0, (int)reply.Json["total"]!);
    }
}
