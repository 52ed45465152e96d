using System.Text.Json.Nodes;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>People, other records, and what only goes to Notion.</summary>
public sealed class ReferenceFieldTests
{
    private const string Field = "UF_CRM_1";

    [Fact]
    public async Task References_InTexts_AreTheTitles()
    {
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "crm", "Related") { Multiple = true });
        var dataSource = sides.AddFlow(
            Schema(("Company", "rich_text"), ("Related", "rich_text"), ("Options", "multi_select")),
            new FieldSettings { Bitrix24 = "COMPANY_ID", Notion = "Company" },
            new FieldSettings { Bitrix24 = Field, Notion = "Related" },
            new FieldSettings { Bitrix24 = Field, Notion = "Options" });
        var (acme, apex) = (sides.Portal.AddCompany("Acme, Inc."), sides.Portal.AddCompany("Apex"));
        var other = sides.AddDeal();
        var deal = sides.AddDeal(("COMPANY_ID", acme), (Field, new object[] { $"CO_{apex}", $"D_{other}" }));

        await sides.SyncAsync(deal);

        Assert.Equal("Acme, Inc.", Text(sides.Property(dataSource, deal, "Company")));
        Assert.Equal(["Apex", "Deal"], Text(sides.Property(dataSource, deal, "Related")).Split('\n').Order());
        Assert.Equal(["Apex", "Deal"], sides.Property(dataSource, deal, "Options")["multi_select"]!.AsArray().Select(option => option!["name"]!.GetValue<string>()).Order());
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Relation_TargetWithoutAPage_WaitsAndFollowsWhenThePageAppears()
    {
        await using var sides = await TwoSides.StartAsync();
        var companies = sides.AddFlow("Companies", "company", Schema());
        var schema = Schema();
        schema["Client"] = new JsonObject { ["relation"] = new JsonObject { ["data_source_id"] = companies, ["single_property"] = new JsonObject() } };
        var dataSource = sides.AddFlow(schema, new FieldSettings { Bitrix24 = "COMPANY_ID", Notion = "Client", Relation = "Companies" });
        var (acme, apex) = (sides.Portal.AddCompany("Acme"), sides.Portal.AddCompany("Apex"));
        var deal = sides.AddDeal(("COMPANY_ID", acme));

        await sides.SyncAsync(deal);
        Assert.Empty(sides.Property(dataSource, deal, "Client")["relation"]!.AsArray());
        Assert.Contains($"company:{acme} has no page yet", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);

        // Nobody touches the deal: the new page alone heals it.
        await sides.SyncAsync(acme, "company");
        Assert.Equal([PageId(sides, companies, acme)], Related(sides, dataSource, deal));
        await sides.AssertQuietAsync(deal);

        await sides.SyncAsync(apex, "company");
        sides.EditPage(dataSource, deal, "Client", Relation(PageId(sides, companies, apex)));
        await sides.SyncAsync(deal);
        Assert.Equal(apex, sides.Value(deal, "COMPANY_ID"));

        sides.EditPage(dataSource, deal, "Client", new JsonObject { ["relation"] = new JsonArray() });
        await sides.SyncAsync(deal);
        Assert.Equal(0, sides.Value(deal, "COMPANY_ID"));
        await sides.AssertQuietAsync(deal);
        Assert.Single(await sides.HeldAsync());
    }

    [Fact]
    public async Task Relation_ToThirtyPagesFromAFieldOfSeveralKinds_IsCompleteAndKeepsTheOtherKinds()
    {
        const int Many = 30;
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "crm", "Related") { Multiple = true });
        var companies = sides.AddFlow("Companies", "company", Schema());
        var schema = Schema();
        schema["Clients"] = new JsonObject { ["relation"] = new JsonObject { ["data_source_id"] = companies, ["single_property"] = new JsonObject() } };
        var dataSource = sides.AddFlow(schema, new FieldSettings { Bitrix24 = Field, Notion = "Clients", Relation = "Companies" });
        var ids = Enumerable.Range(1, Many).Select(number => sides.Portal.AddCompany($"Company {number}")).ToList();
        foreach (var id in ids)
        {
            await sides.SyncAsync(id, "company");
        }

        var other = sides.AddDeal();
        var deal = sides.AddDeal((Field, ids.Select(id => $"CO_{id}").Prepend($"D_{other}").Cast<object>().ToArray()));
        await sides.SyncAsync(deal);
        await sides.AssertQuietAsync(deal);

        sides.EditPage(dataSource, deal, "Clients", Relation([.. ids.Skip(1).Select(id => PageId(sides, companies, id))]));
        await sides.SyncAsync(deal);

        var held = Assert.IsAssignableFrom<IEnumerable<object>>(sides.Value(deal, Field)).Cast<string>().ToHashSet();
        Assert.Equal(ids.Skip(1).Select(id => $"CO_{id}").Append($"D_{other}").ToHashSet(), held);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Relation_PageOfNobody_IsHeld()
    {
        await using var sides = await TwoSides.StartAsync();
        var companies = sides.AddFlow("Companies", "company", Schema());
        var schema = Schema();
        schema["Client"] = new JsonObject { ["relation"] = new JsonObject { ["data_source_id"] = companies, ["single_property"] = new JsonObject() } };
        var dataSource = sides.AddFlow(schema, new FieldSettings { Bitrix24 = "COMPANY_ID", Notion = "Client", Relation = "Companies" });
        var deal = sides.AddDeal();
        await sides.SyncAsync(deal);
        var stray = sides.Workspace.CreateAsPerson(companies, [], sides.Workspace.AddPerson("Sam", "sam@example.com"));

        sides.EditPage(dataSource, deal, "Client", Relation(stray));
        await sides.SyncAsync(deal);

        Assert.Contains("not kept in step by the flow 'Companies'", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task People_SeveralByEmailAndByName_GoBothWays()
    {
        await using var sides = await TwoSides.StartAsync();
        var (ann, bob) = (sides.Portal.AddUser("Ann", "Lee", "ann@example.com"), sides.Portal.AddUser("Bob", "Ray", "bob@example.com"));
        var (annInNotion, _) = (sides.Workspace.AddPerson("Ann L.", "Ann@Example.com"), sides.Workspace.AddPerson("Bob", "bob@example.com"));
        var dataSource = sides.AddFlow(
            Schema(("Watchers", "people"), ("Names", "rich_text")),
            new FieldSettings { Bitrix24 = "OBSERVERS", Notion = "Watchers" },
            new FieldSettings { Bitrix24 = "OBSERVERS", Notion = "Names", Direction = Core.Mapping.FieldDirection.ToNotion });
        var deal = sides.AddDeal(("OBSERVERS", new object[] { ann, bob }));
        await sides.SyncAsync(deal);
        Assert.Equal(2, sides.Property(dataSource, deal, "Watchers")["people"]!.AsArray().Count);
        Assert.Equal("Ann Lee\nBob Ray", Text(sides.Property(dataSource, deal, "Names")));
        await sides.AssertQuietAsync(deal);

        sides.EditPage(dataSource, deal, "Watchers", new JsonObject { ["people"] = new JsonArray(new JsonObject { ["id"] = annInNotion }) });
        await sides.SyncAsync(deal);
        await sides.SyncAsync(deal);

        Assert.Equal([ann], Assert.IsAssignableFrom<IEnumerable<object>>(sides.Value(deal, "OBSERVERS")));
        Assert.Equal("Ann Lee", Text(sides.Property(dataSource, deal, "Names")));
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Person_DismissedInBitrix24_IsHeldWithTheReason()
    {
        await using var sides = await TwoSides.StartAsync();
        var ann = sides.Portal.AddUser("Ann", "Lee", "ann@example.com");
        var annInNotion = sides.Workspace.AddPerson("Ann", "ann@example.com");
        sides.Portal.DismissUser(ann);
        var dataSource = sides.AddFlow(Schema(("Who", "people")), new FieldSettings { Bitrix24 = "ASSIGNED_BY_ID", Notion = "Who" });
        var deal = sides.AddDeal();
        await sides.SyncAsync(deal);
        var before = (await sides.HeldAsync()).Count;

        sides.EditPage(dataSource, deal, "Who", new JsonObject { ["people"] = new JsonArray(new JsonObject { ["id"] = annInNotion }) });
        await sides.SyncAsync(deal);

        var held = await sides.HeldAsync();
        Assert.Equal(before + 1, held.Count);
        Assert.Contains("was dismissed in Bitrix24", held[0], StringComparison.Ordinal);
        Assert.Equal(sides.Portal.IntegrationUserId, sides.Value(deal, "ASSIGNED_BY_ID"));
    }

    [Fact]
    public async Task ReadOnlyFields_OfARecord_ReachNotionWithoutAnySecret()
    {
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "file", "Contract"));
        var dataSource = sides.AddFlow(
            Schema(("Created", "date"), ("Number", "number"), ("Address", "url"), ("Contract", "rich_text")),
            new FieldSettings { Bitrix24 = "DATE_CREATE", Notion = "Created" },
            new FieldSettings { Bitrix24 = "ID", Notion = "Number" },
            new FieldSettings { Bitrix24 = "LINK", Notion = "Address" },
            new FieldSettings { Bitrix24 = Field, Notion = "Contract" });
        var deal = sides.AddDeal((Field, new object[] { "contract.pdf", "AAAA" }));

        await sides.SyncAsync(deal);

        Assert.NotNull(sides.Property(dataSource, deal, "Created")["date"]);
        Assert.Equal(deal, sides.Property(dataSource, deal, "Number")["number"]!.GetValue<double>());
        Assert.Equal($"{sides.PortalAddress}crm/deal/details/{deal}/", sides.Property(dataSource, deal, "Address")["url"]!.GetValue<string>());
        Assert.StartsWith("File ", Text(sides.Property(dataSource, deal, "Contract")), StringComparison.Ordinal);
        Assert.DoesNotContain("simulated-file-secret", sides.Page(dataSource, deal).ToJsonString(), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Check_UnsupportedPairsAndMissingRelation_NamesBothTypesAndWhatIsSupported()
    {
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "boolean", "Flag"));
        sides.AddFlow(
            Schema(("Count", "number"), ("Client", "rich_text")),
            new FieldSettings { Bitrix24 = Field, Notion = "Count" },
            new FieldSettings { Bitrix24 = "COMPANY_ID", Notion = "Client", Relation = "Nowhere" });

        var message = (await Assert.ThrowsAsync<ConfigurationException>(sides.CheckAsync)).Message;

        Assert.Contains("UF_CRM_1 (boolean) cannot be paired with 'Count' (number): it goes with properties that hold Flag (checkbox)", message, StringComparison.Ordinal);
        Assert.Contains("'Client' (rich_text) is no relation", message, StringComparison.Ordinal);
    }

    private static JsonObject Schema(params (string Name, string Type)[] properties) =>
        new(properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)new JsonObject { [property.Type] = new JsonObject() })));

    private static JsonObject Relation(params string[] pages) =>
        new() { ["relation"] = new JsonArray([.. pages.Select(page => (JsonNode)new JsonObject { ["id"] = page })]) };

    private static string PageId(TwoSides sides, string dataSource, int record) => sides.Page(dataSource, record)["id"]!.GetValue<string>();

    private static IEnumerable<string> Related(TwoSides sides, string dataSource, int deal) =>
        sides.Property(dataSource, deal, "Client")["relation"]!.AsArray().Select(related => related!["id"]!.GetValue<string>());

    private static string Text(JsonObject property) => string.Concat(property["rich_text"]!.AsArray().Select(item => item!["plain_text"]!.GetValue<string>()));
}
