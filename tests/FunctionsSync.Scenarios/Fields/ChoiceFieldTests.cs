using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>Lists, dictionaries, stages and currencies: Bitrix24 holds numbers and codes, Notion names.</summary>
public sealed class ChoiceFieldTests
{
    private const string Field = "UF_CRM_1";
    private const string Property = "Value";

    [Fact]
    public async Task Enumeration_BothWays_GoesByTheTextOfTheOption()
    {
        await using var sides = await TwoSides.StartAsync();
        var options = sides.Portal.AddUserField(new UserField(Field, "enumeration", "Size") { Options = ["Small", "Large, heavy"] });
        var dataSource = sides.AddFlow(Schema("select"), new FieldSettings { Bitrix24 = Field, Notion = Property });
        var deal = sides.AddDeal((Field, options["Large, heavy"]));

        await sides.SyncAsync(deal);
        Assert.Equal(["Large\u201A heavy"], Names(sides.Property(dataSource, deal, Property)));

        sides.EditPage(dataSource, deal, Property, new JsonObject { ["select"] = new JsonObject { ["name"] = "Small" } });
        await sides.SyncAsync(deal);
        Assert.Equal(options["Small"], sides.Value(deal, Field));

        sides.EditPage(dataSource, deal, Property, new JsonObject { ["select"] = null });
        await sides.SyncAsync(deal);
        Assert.Null(sides.Value(deal, Field));
        await sides.AssertQuietAsync(deal);
        Assert.Empty(await sides.HeldAsync());
    }

    [Fact]
    public async Task MultipleEnumeration_EmptiedInNotion_IsEmptiedInBitrix24AndItsOtherFieldsAreWrittenToo()
    {
        await using var sides = await TwoSides.StartAsync();
        var options = sides.Portal.AddUserField(new UserField(Field, "enumeration", "Colours") { Multiple = true, Options = ["Red", "Green", "Blue"] });
        var dataSource = sides.AddFlow(Schema("multi_select"), new FieldSettings { Bitrix24 = Field, Notion = Property });
        var deal = sides.AddDeal((Field, new object[] { options["Red"], options["Blue"] }));

        await sides.SyncAsync(deal);
        Assert.Equal(["Blue", "Red"], Names(sides.Property(dataSource, deal, Property)));

        sides.EditPage(dataSource, deal, Property, new JsonObject { ["multi_select"] = new JsonArray() });
        sides.EditPage(dataSource, deal, "Name", new JsonObject { ["title"] = new JsonArray(new JsonObject { ["text"] = new JsonObject { ["content"] = "New" } }) });
        await sides.SyncAsync(deal);

        Assert.Empty(Assert.IsAssignableFrom<IEnumerable<object>>(sides.Value(deal, Field)));
        Assert.Equal("New", sides.Value(deal, "TITLE"));
        await sides.AssertQuietAsync(deal);

        sides.EditPage(dataSource, deal, Property, new JsonObject { ["multi_select"] = new JsonArray(new JsonObject { ["name"] = "Green" }) });
        await sides.SyncAsync(deal);
        Assert.Equal([options["Green"]], Assert.IsAssignableFrom<IEnumerable<object>>(sides.Value(deal, Field)));
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task MultipleEnumeration_OfMoreOptionsThanNotionTakes_IsHeldAndTheRestGoesOn()
    {
        await using var sides = await TwoSides.StartAsync();
        var options = sides.Portal.AddUserField(
            new UserField(Field, "enumeration", "Many") { Multiple = true, Options = [.. Enumerable.Range(1, 101).Select(number => $"Option {number}")] });
        var dataSource = sides.AddFlow(Schema("multi_select"), new FieldSettings { Bitrix24 = Field, Notion = Property });
        var deal = sides.AddDeal((Field, options.Values.Cast<object>().ToArray()));

        await sides.SyncAsync(deal);
        Assert.Empty(Names(sides.Property(dataSource, deal, Property)));
        Assert.Contains("100 items", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);

        sides.EditDeal(deal, Field, options.Values.Take(100).Cast<object>().ToArray());
        await sides.SyncAsync(deal);
        Assert.Equal(100, Names(sides.Property(dataSource, deal, Property)).Count);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Stage_OfAnyPipelineWithMappedNames_GoesByTheNameNotionUses()
    {
        await using var sides = await TwoSides.StartAsync();
        var pipeline = sides.Portal.AddCategory("Service");
        var dataSource = sides.AddFlow(
            Schema("select"),
            new FieldSettings { Bitrix24 = "STAGE_ID", Notion = Property, Values = new Dictionary<string, string> { ["NEW"] = "Fresh", ["Deal won"] = "Won!" } });
        var inDefault = sides.AddDeal(("STAGE_ID", "NEW"));
        var inService = sides.AddDeal(("CATEGORY_ID", pipeline), ("STAGE_ID", $"C{pipeline}:EXECUTING"));

        await sides.SyncAsync(inDefault);
        await sides.SyncAsync(inService);
        Assert.Equal(["Fresh"], Names(sides.Property(dataSource, inDefault, Property)));
        Assert.Equal(["In progress"], Names(sides.Property(dataSource, inService, Property)));

        sides.EditPage(dataSource, inDefault, Property, new JsonObject { ["select"] = new JsonObject { ["name"] = "Won!" } });
        sides.EditPage(dataSource, inService, Property, new JsonObject { ["select"] = new JsonObject { ["name"] = "Won!" } });
        await sides.SyncAsync(inDefault);
        await sides.SyncAsync(inService);

        Assert.Equal(["WON", $"C{pipeline}:WON"], new[] { inDefault, inService }.Select(id => sides.Portal.Deals.Single(deal => deal.Id == id).StageId));
        await sides.AssertQuietAsync(inDefault);
        await sides.AssertQuietAsync(inService);
    }

    [Fact]
    public async Task Status_WithoutTheOption_IsHeldAndTheRestGoesOn()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = sides.AddFlow(Schema("status"), new FieldSettings { Bitrix24 = "STAGE_ID", Notion = Property });
        var deal = sides.AddDeal(("STAGE_ID", "NEW"));

        await sides.SyncAsync(deal);

        Assert.Equal("Deal", Text(sides.Property(dataSource, deal, "Name"), "title"));
        Assert.Contains("has no option 'New'", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task Money_TwoFieldMaps_EachKeepsTheOtherHalf()
    {
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "money", "Budget"));
        var schema = new JsonObject { ["Budget"] = new JsonObject { ["number"] = new JsonObject() }, ["Currency"] = new JsonObject { ["select"] = new JsonObject() } };
        var dataSource = sides.AddFlow(schema, new FieldSettings { Bitrix24 = Field, Notion = "Budget" }, new FieldSettings { Bitrix24 = Field, Notion = "Currency" });
        var deal = sides.AddDeal((Field, "123.45|EUR"));
        await sides.SyncAsync(deal);
        Assert.Equal(123.45, sides.Property(dataSource, deal, "Budget")["number"]!.GetValue<double>());
        Assert.Equal(["EUR"], Names(sides.Property(dataSource, deal, "Currency")));

        sides.EditPage(dataSource, deal, "Budget", new JsonObject { ["number"] = -7.5 });
        await sides.SyncAsync(deal);
        Assert.Equal("-7.50|EUR", sides.Value(deal, Field));

        sides.EditPage(dataSource, deal, "Currency", new JsonObject { ["select"] = new JsonObject { ["name"] = "USD" } });
        await sides.SyncAsync(deal);
        Assert.Equal("-7.50|USD", sides.Value(deal, Field));

        sides.EditPage(dataSource, deal, "Budget", new JsonObject { ["number"] = 0 });
        sides.EditPage(dataSource, deal, "Currency", new JsonObject { ["select"] = new JsonObject { ["name"] = "GBP" } });
        await sides.SyncAsync(deal);
        Assert.Equal("0.00|GBP", sides.Value(deal, Field));
        await sides.AssertQuietAsync(deal);
        Assert.Empty(await sides.HeldAsync());
    }

    [Fact]
    public async Task OpportunityAndCurrency_TwoFields_GoBothWays()
    {
        await using var sides = await TwoSides.StartAsync();
        var schema = new JsonObject { ["Amount"] = new JsonObject { ["number"] = new JsonObject() }, ["Currency"] = new JsonObject { ["select"] = new JsonObject() } };
        var dataSource = sides.AddFlow(schema, new FieldSettings { Bitrix24 = "OPPORTUNITY", Notion = "Amount" }, new FieldSettings { Bitrix24 = "CURRENCY_ID", Notion = "Currency" });
        var deal = sides.AddDeal(("OPPORTUNITY", 10m), ("CURRENCY_ID", "EUR"));
        await sides.SyncAsync(deal);
        Assert.Equal(["EUR"], Names(sides.Property(dataSource, deal, "Currency")));

        sides.EditPage(dataSource, deal, "Currency", new JsonObject { ["select"] = new JsonObject { ["name"] = "usd" } });
        await sides.SyncAsync(deal);
        Assert.Equal("USD", sides.Value(deal, "CURRENCY_ID"));

        sides.EditPage(dataSource, deal, "Currency", new JsonObject { ["select"] = new JsonObject { ["name"] = "dollars" } });
        await sides.SyncAsync(deal);
        Assert.Equal("USD", sides.Value(deal, "CURRENCY_ID"));
        Assert.Contains("three-letter codes", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
    }

    private static JsonObject Schema(string type) => new() { [Property] = new JsonObject { [type] = new JsonObject() } };

    private static string Text(JsonObject property, string type) => string.Concat(property[type]!.AsArray().Select(item => item!["plain_text"]!.GetValue<string>()));

    private static List<string> Names(JsonObject property) => property[property["type"]!.GetValue<string>()] switch
    {
        JsonArray options => [.. options.Select(option => option!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)],
        { } option => [option["name"]!.GetValue<string>()],
        null => [],
    };
}
