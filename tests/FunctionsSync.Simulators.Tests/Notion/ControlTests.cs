using System.Net;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class ControlTests : NotionSimulatorTest
{
    private const string Friend = "http://127.0.0.1:5000";

    protected override NotionSimulatorOptions Options => base.Options with { AllowedOrigins = [Friend] };

    [Fact]
    public async Task Patch_Page_IsAnEditByAPerson()
    {
        var pageId = await CreatePageAsync("Deal");

        await OkAsync("PATCH", $"/control/pages/{pageId}", Json("""{"properties":{"Amount":{"number":7.5},"Status":{"select":{"name":"Won"}}}}"""));

        var shown = Assert.Single((await OkAsync("GET", $"/control/data_sources/{DataSourceId}/pages")).AsArray())!;
        Assert.Equal(Anna, (string?)shown["last_edited_by"]);
        Assert.Equal("""{"type":"number","text":"7.5","value":7.5}""", shown["properties"]!["Amount"]!.ToJsonString());
        Assert.Equal("""{"type":"select","text":"Won","value":"Won"}""", shown["properties"]!["Status"]!.ToJsonString());
        Assert.Equal("""{"type":"title","text":"Deal","value":"Deal"}""", shown["properties"]!["Name"]!.ToJsonString());
        Assert.Equal(Anna, (string?)(await PageAsync(pageId))["last_edited_by"]!["id"]);
    }

    [Fact]
    public async Task Post_PageTrashRestore_DoWhatTheySay()
    {
        var ben = Workspace.AddPerson("Ben", "ben@example.com");
        var created = await OkAsync("POST", "/control/pages", new JsonObject
        {
            ["data_source_id"] = DataSourceId, ["properties"] = Title("By hand"), ["by"] = ben,
        });
        Assert.Equal(ben, (string?)created["last_edited_by"]);

        Assert.True((bool?)(await OkAsync("POST", $"/control/pages/{created["id"]}/trash"))["in_trash"]);
        Assert.False((bool?)(await OkAsync("POST", $"/control/pages/{created["id"]}/restore"))["in_trash"]);
    }

    [Theory]
    [InlineData("PATCH", "/control/pages/PAGE", """{"properties":{"Amount":{"number":"x"}}}""", 400)]
    [InlineData("PATCH", "/control/pages/PAGE", """{"properties":{},"by":"nobody"}""", 404)]
    [InlineData("PATCH", "/control/pages/PAGE", "{", 400)]
    [InlineData("PATCH", "/control/pages/PAGE", "{}", 400)]
    [InlineData("PATCH", "/control/pages/nowhere", """{"properties":{}}""", 404)]
    [InlineData("GET", "/control/data_sources/nowhere/pages", null, 404)]
    [InlineData("POST", "/control/pages", """{"properties":{}}""", 404)]
    public async Task Send_Nonsense_GetsAClearError(string method, string path, string? body, int status)
    {
        var pageId = await CreatePageAsync("Deal");

        var answer = await SendRawAsync(method, path.Replace("PAGE", pageId, StringComparison.Ordinal), body, null, null);

        Assert.Equal(status, (int)answer.Status);
        Assert.NotEmpty((string)answer.Json["error"]!);
    }

    [Fact]
    public async Task Get_DatabasesUsersSchemaRequests_ShowTheWorkspace()
    {
        await OkAsync("GET", "/v1/users/me");

        Assert.Equal(DataSourceId, (string?)(await OkAsync("GET", "/control/databases"))[0]!["data_source_id"]);
        Assert.Equal(2, (await OkAsync("GET", "/control/users")).AsArray().Count);
        Assert.Equal("title", (string?)(await OkAsync("GET", $"/control/data_sources/{DataSourceId}"))["properties"]!["Name"]!["type"]);
        Assert.Equal("GET /v1/users/me", (string?)Assert.Single((await OkAsync("GET", "/control/requests")).AsArray())!["operation"]);
    }

    [Fact]
    public async Task Send_FromABrowserPage_IsOnlyForAllowedOrigins()
    {
        var allowed = await SendRawAsync("OPTIONS", "/control/pages", null, null, null, Friend);
        Assert.Equal(HttpStatusCode.NoContent, allowed.Status);
        Assert.Equal(Friend, allowed.Headers["Access-Control-Allow-Origin"]);

        var pageId = await CreatePageAsync("Deal");
        var stranger = await SendRawAsync("POST", $"/control/pages/{pageId}/trash", null, null, null, "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, stranger.Status);
        Assert.False((bool?)(await PageAsync(pageId))["in_trash"]);
    }
}
