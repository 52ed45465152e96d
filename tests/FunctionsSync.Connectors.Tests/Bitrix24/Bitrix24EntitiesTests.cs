using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using static FunctionsSync.Core.Model.CanonicalValue;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

/// <summary>Every entity of the CRM but deals, over the same methods: what is written comes back the same, and nothing differs any more.</summary>
public sealed class Bitrix24EntitiesTests
{
    private const int Purchase = 147;
    private static readonly Person Ann = new("ann@example.com", "Ann Lee");

    [Fact]
    public async Task UpdateAsync_Company_ReadsBackTheSame()
    {
        await using var portal = await The.Portal();
        portal.State.AddStatus("COMPANY_TYPE", "ALLY", "Partner, long-term");
        portal.State.AddStatus("INDUSTRY", "APPS", "Software");

        await AssertRoundTripAsync(
            portal, 4, EntityType.Company, ("TITLE", Some.Text("Acme & Söhne")), ("COMPANY_TYPE", Some.Choice("Partner, long-term")),
            ("INDUSTRY", Some.Choice("Software")), ("REVENUE", Some.Number(-0.5m)), ("ASSIGNED_BY_ID", Ann), ("ORIGIN_ID", Some.Text("42")));
    }

    [Fact]
    public async Task UpdateAsync_Contact_ReadsBackTheSame()
    {
        await using var portal = await The.Portal();
        portal.State.AddStatus("CONTACT_TYPE", "VISITOR", "Guest");

        await AssertRoundTripAsync(
            portal, 3, EntityType.Contact, ("NAME", Some.Text("Zoë")), ("LAST_NAME", Some.Text("O'Hara")), ("POST", Some.Text("CEO")),
            ("BIRTHDATE", new Date(new(1996, 2, 29))), ("TYPE_ID", Some.Choice("Guest")), ("ASSIGNED_BY_ID", Ann));
    }

    [Fact]
    public async Task UpdateAsync_Lead_ReadsBackTheSame()
    {
        await using var portal = await The.Portal();
        portal.State.AddStatus("SOURCE", "FAIR", "Trade fair");

        await AssertRoundTripAsync(
            portal, 1, EntityType.Lead, ("TITLE", Some.Text("Lead")), ("STATUS_ID", Some.Choice("Processed")), ("OPPORTUNITY", Some.Number(1500.75m)),
            ("SOURCE_ID", Some.Choice("Trade fair")), ("BIRTHDATE", new Date(new(2000, 12, 31))), ("ASSIGNED_BY_ID", Ann));
    }

    [Fact]
    public async Task UpdateAsync_SmartProcess_ReadsBackTheSame()
    {
        await using var portal = await The.Portal();
        portal.State.AddSmartProcess(Purchase, "Purchase");

        await AssertRoundTripAsync(
            portal, Purchase, EntityType.SmartProcess(Purchase), ("TITLE", Some.Text("Paper")), ("STAGE_ID", Some.Choice("Approval")),
            ("OPPORTUNITY", Some.Number(12)), ("BEGINDATE", new Date(new(2028, 2, 29))), ("ASSIGNED_BY_ID", Ann), ("XML_ID", Some.Text("x")));
    }

    [Fact]
    public async Task UpdateAsync_SmartProcessInAnotherPipeline_IsInAStageOfThatPipeline()
    {
        await using var portal = await The.Portal();
        portal.State.AddSmartProcess(Purchase, "Purchase");
        var abroad = portal.State.AddCategory("Abroad", Purchase);
        var flow = await portal.FlowOfAsync(EntityType.SmartProcess(Purchase), "STAGE_ID");
        var id = new Bitrix24Id(portal.State.AddItem(Purchase, new Dictionary<string, object?> { ["CATEGORY_ID"] = abroad }, portal.Me));

        var answer = await portal.WriteAsync(flow, id, ("STAGE_ID", Some.Choice("Success")));

        Assert.Equal(Some.Choice("Success"), answer.After!.Values[Some.Key("STAGE_ID")]);
        Assert.Equal($"DT147_{abroad}:SUCCESS", portal.State.Items(Purchase).Single().Values["STAGE_ID"]);
    }

    [Fact]
    public async Task ReadFieldsAsync_UnknownEntity_NamesThoseThereAre()
    {
        await using var portal = await The.Portal();

        var exception = await Assert.ThrowsAsync<ConfigurationException>(() => portal.FlowOfAsync(new("quote"), "TITLE"));

        Assert.Contains("deal, task, company, contact, lead or item:<typeId>", exception.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRoundTripAsync(Portal portal, int entityTypeId, EntityType entity, params (string Name, CanonicalValue Value)[] values)
    {
        portal.State.AddUser("Ann", "Lee", "ann@example.com");
        var flow = await portal.FlowOfAsync(entity, [.. values.Select(value => value.Name), "DATE_CREATE"]);
        var id = new Bitrix24Id(portal.State.AddItem(entityTypeId, new Dictionary<string, object?>(), portal.Me));

        var before = await portal.ReadAsync(flow, id);
        var answer = await portal.WriteAsync(flow, id, values);
        var after = await portal.ReadAsync(flow, id);

        Assert.Equal(values.Length + 1, before!.Values.Count);
        Assert.All(values, value => Assert.NotEqual(value.Value, before.Values[Some.Key(value.Name)]));
        Assert.Empty(answer.Refused);
        Assert.Equal(Some.Values(values), answer.After!.Values);
        Assert.Equal(Some.Values([.. values, ("DATE_CREATE", new DateAndTime(after!.CreatedAt))]), after.Values);
    }
}
