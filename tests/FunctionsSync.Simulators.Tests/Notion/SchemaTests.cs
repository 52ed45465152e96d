using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class SchemaTests : NotionSimulatorTest
{
    [Fact]
    public async Task Rename_ByAPerson_KeepsTheIdAndTheValues()
    {
        var pageId = await CreatePageAsync("Deal");
        await UpdateAsync(pageId, """{"Amount":{"number":5}}""");
        var id = (string)(await PropertiesAsync())["Amount"]!["id"]!;

        Workspace.RenameProperty(DataSourceId, "Amount", "Sum");

        Assert.Equal(id, (string?)(await PropertiesAsync())["Sum"]?["id"]);
        Assert.Equal(5, (int?)(await PageAsync(pageId))["properties"]?["Sum"]?["number"]);
        Refused(await UpdateAsync(pageId, """{"Amount":{"number":6}}"""), 400, "validation_error");
        await UpdateAsync(pageId, $$$"""{"{{{id}}}":{"number":6}}""");
        Assert.Equal(6, (int?)(await PageAsync(pageId))["properties"]?["Sum"]?["number"]);
    }

    [Fact]
    public async Task Delete_ByAPerson_MakesWritesOfThePropertyFail()
    {
        var pageId = await CreatePageAsync("Deal");

        Workspace.DeleteProperty(DataSourceId, "Amount");

        Refused(await UpdateAsync(pageId, """{"Amount":{"number":6}}"""), 400, "validation_error");
        Assert.Null((await PageAsync(pageId))["properties"]!["Amount"]);
    }

    [Fact]
    public async Task Update_OptionList_IsTheWholeList()
    {
        var pageId = await CreatePageAsync("Deal");
        await UpdateAsync(pageId, """{"Status":{"select":{"name":"New"}}}""");

        await PatchAsync("""{"Status":{"select":{"options":[{"name":"Won","color":"green"}]}}}""");

        Assert.Equal(["Won"], (await PropertiesAsync())["Status"]!["select"]!["options"]!.AsArray().Select(option => (string?)option!["name"]));
        Assert.Null((await PageAsync(pageId))["properties"]!["Status"]!["select"]);
    }

    [Fact]
    public async Task Update_StatusOptions_GoIntoTheirGroups()
    {
        await PatchAsync("""{"Phase":{"status":{"options":[{"name":"Open"},{"name":"Won","group":"Complete"}]}}}""");

        var status = (await PropertiesAsync())["Phase"]!["status"]!;
        var won = (string?)status["options"]![1]!["id"];
        Assert.Equal(won, (string?)status["groups"]!.AsArray().Single(group => (string?)group!["name"] == "Complete")!["option_ids"]![0]);
    }

    [Fact]
    public async Task Update_TypeOfAProperty_KeepsItsIdAndLosesItsValues()
    {
        var pageId = await CreatePageAsync("Deal");
        await UpdateAsync(pageId, """{"Amount":{"number":5}}""");
        var id = (string?)(await PropertiesAsync())["Amount"]!["id"];

        await PatchAsync("""{"Amount":{"rich_text":{}}}""");

        var amount = (await PageAsync(pageId))["properties"]!["Amount"]!;
        Assert.Equal((id, "rich_text"), ((string?)amount["id"], (string?)amount["type"]));
        Assert.Empty(amount["rich_text"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"Status":{"select":{"options":[{"name":"New","color":"red"}]}}}""")]
    [InlineData("""{"Status":{"select":{"options":[{"name":"a,b"}]}}}""")]
    [InlineData("""{"Status":{"select":{"options":[{"name":"Won"},{"name":"won"}]}}}""")]
    [InlineData("""{"Phase":{"status":{"options":[{"name":"Won","group":"Finished"}]}}}""")]
    [InlineData("""{"Name":null}""")]
    [InlineData("""{"Second":{"title":{}}}""")]
    [InlineData("""{"Amount":{"name":"Note"}}""")]
    [InlineData("""{"Unknown":null}""")]
    [InlineData("""{"Unknown":{"hologram":{}}}""")]
    public async Task Update_BadSchema_IsRefusedAndChangesNothing(string properties)
    {
        var before = (await PropertiesAsync()).ToJsonString();
        var body = Json(properties);
        body.Insert(0, "Added on the way", Json("""{"number":{}}"""));

        Refused(await SendAsync("PATCH", $"/v1/data_sources/{DataSourceId}", new JsonObject { ["properties"] = body }), 400, "validation_error");

        Assert.Equal(before, (await PropertiesAsync()).ToJsonString());
    }

    [Fact]
    public async Task Create_DatabaseOnTheRootPage_IsSharedAndUsable()
    {
        var database = await OkAsync("POST", "/v1/databases", Json($$$"""
            {
              "parent": {"type": "page_id", "page_id": "{{{Workspace.RootPageId}}}"}, "title": [{"text": {"content": "Projects"}}],
              "initial_data_source": {"properties": {
                "Name": {"title": {}}, "Deal": {"relation": {"data_source_id": "{{{DataSourceId}}}", "single_property": {} } }
              } }
            }
            """));
        var deal = await CreatePageAsync("Deal");

        var page = await OkAsync("POST", "/v1/pages", Json($$$"""
            {
              "parent": {"data_source_id": "{{{database["data_sources"]![0]!["id"]}}}"},
              "properties": {"Deal": {"relation": [{"id": "{{{deal}}}"}]} }
            }
            """));
        Assert.Equal(deal, (string?)page["properties"]!["Deal"]!["relation"]![0]!["id"]);
        Assert.False((bool?)page["properties"]!["Deal"]!["has_more"]);

        Workspace.Unshare(DatabaseId);
        Assert.Empty((await PageAsync((string)page["id"]!))["properties"]!["Deal"]!["relation"]!.AsArray());
    }

    private async Task<JsonObject> PropertiesAsync() => (await OkAsync("GET", $"/v1/data_sources/{DataSourceId}"))["properties"]!.AsObject();

    private Task<JsonNode> PatchAsync(string properties) =>
        OkAsync("PATCH", $"/v1/data_sources/{DataSourceId}", new JsonObject { ["properties"] = Json(properties) });
}
