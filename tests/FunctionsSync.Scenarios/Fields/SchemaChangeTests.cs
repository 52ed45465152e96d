using System.Text.Json.Nodes;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Simulators.Bitrix24;

namespace FunctionsSync.Scenarios.Fields;

/// <summary>What people do to properties, fields and options while the program runs concerns that one field; all others go on.</summary>
public sealed class SchemaChangeTests
{
    private const string Field = "UF_CRM_1";

    [Fact]
    public async Task PropertyRenamed_WhileRunning_KeepsWorking()
    {
        await using var sides = await TwoSides.StartAsync();
        var (dataSource, deal) = await SyncedAsync(sides);

        sides.Workspace.RenameProperty(dataSource, "Value", "Worth");
        sides.ReadSchemasAgain();
        sides.EditDeal(deal, Field, "after");
        await sides.SyncAsync(deal);

        Assert.Equal("after", Text(sides.Property(dataSource, deal, "Worth"), "rich_text"));
        Assert.Empty(await sides.HeldAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PropertyDeleted_WhileRunning_SuspendsItsFieldOnly(bool isNoticed)
    {
        await using var sides = await TwoSides.StartAsync();
        var (dataSource, deal) = await SyncedAsync(sides);

        sides.Workspace.DeleteProperty(dataSource, "Value");
        if (isNoticed)
        {
            sides.ReadSchemasAgain();
        }

        sides.EditDeal(deal, Field, "after");
        sides.EditDeal(deal, "TITLE", "New title");
        await sides.SyncAsync(deal);

        Assert.Equal("New title", Text(sides.Property(dataSource, deal, "Name"), "title"));
        Assert.Contains("no property 'Value'", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
        Assert.Single(await sides.HeldAsync());
    }

    [Fact]
    public async Task PropertyDeleted_BeforeAPageIsCreated_DoesNotKeepThePageFromBeingCreated()
    {
        await using var sides = await TwoSides.StartAsync();
        var (dataSource, _) = await SyncedAsync(sides);
        sides.Workspace.DeleteProperty(dataSource, "Value");

        var deal = sides.AddDeal((Field, "another"));

        // Notion refuses the page, both schemas are read again, and the second attempt knows.
        await sides.SyncAsync(deal);

        Assert.Equal("Deal", Text(sides.Property(dataSource, deal, "Name"), "title"));
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task StageRemovedInBitrix24_RecordStillInIt_SuspendsItsFieldOnly()
    {
        await using var sides = await TwoSides.StartAsync();
        var dataSource = sides.AddFlow(
            new JsonObject { ["Source"] = new JsonObject { ["select"] = new JsonObject() } }, new FieldSettings { Bitrix24 = "SOURCE_ID", Notion = "Source" });
        var deal = sides.AddDeal(("SOURCE_ID", "NOBODY_KNOWS"));

        await sides.SyncAsync(deal);

        Assert.Null(sides.Property(dataSource, deal, "Source")["select"]);
        Assert.Equal("Deal", Text(sides.Property(dataSource, deal, "Name"), "title"));
        Assert.Contains("no choice with the code 'NOBODY_KNOWS' for SOURCE_ID", Assert.Single(await sides.HeldAsync()), StringComparison.Ordinal);
        await sides.AssertQuietAsync(deal);
    }

    [Fact]
    public async Task ValueOneSystemRefuses_AmongOthers_IsHeldAlone()
    {
        await using var sides = await TwoSides.StartAsync();
        sides.Portal.AddUserField(new UserField(Field, "integer", "Count"));
        var dataSource = sides.AddFlow(
            new JsonObject { ["Value"] = new JsonObject { ["number"] = new JsonObject() } }, new FieldSettings { Bitrix24 = Field, Notion = "Value" });
        var deal = sides.AddDeal((Field, 1));
        await sides.SyncAsync(deal);

        // More than the portal's integers hold: it refuses the whole request.
        sides.EditPage(dataSource, deal, "Value", new JsonObject { ["number"] = 123456789012345 });
        sides.EditPage(dataSource, deal, "Name", new JsonObject { ["title"] = new JsonArray(new JsonObject { ["text"] = new JsonObject { ["content"] = "New" } }) });
        await sides.SyncAsync(deal);

        Assert.Equal("New", sides.Value(deal, "TITLE"));
        Assert.Equal(1, sides.Value(deal, Field));
        Assert.Single(await sides.HeldAsync());
        await sides.AssertQuietAsync(deal);
    }

    private static async Task<(string DataSource, int Deal)> SyncedAsync(TwoSides sides)
    {
        sides.Portal.AddUserField(new UserField(Field, "string", "Value"));
        var dataSource = sides.AddFlow(
            new JsonObject { ["Value"] = new JsonObject { ["rich_text"] = new JsonObject() } }, new FieldSettings { Bitrix24 = Field, Notion = "Value" });
        var deal = sides.AddDeal((Field, "before"));
        await sides.SyncAsync(deal);
        return (dataSource, deal);
    }

    private static string Text(JsonObject property, string type) => string.Concat(property[type]!.AsArray().Select(item => item!["plain_text"]!.GetValue<string>()));
}
