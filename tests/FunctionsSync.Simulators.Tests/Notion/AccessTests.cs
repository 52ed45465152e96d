using System.Net;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed class AccessTests : NotionSimulatorTest
{
    private const string Token = "Bearer ntn_simulated";

    [Fact]
    public async Task Send_WithoutVersion_IsRefused() =>
        Refused(await SendRawAsync("GET", "/v1/users/me", null, Token, null), 400, "missing_version");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ntn_other")]
    public async Task Send_WithoutTheToken_IsUnauthorized(string? authorization) =>
        Refused(await SendRawAsync("GET", "/v1/users/me", null, authorization, "2026-03-11"), 401, "unauthorized");

    [Theory]
    [InlineData("{")]
    [InlineData("""{"properties":{},"properties":{}}""")]
    public async Task Send_WithBrokenJson_IsRefused(string body) =>
        Refused(await SendRawAsync("POST", "/v1/pages", body, Token, "2026-03-11"), 400, "invalid_json");

    [Fact]
    public async Task Send_ToAnUnknownAddress_IsRefused() => Refused(await SendAsync("GET", "/v1/nothing"), 400, "invalid_request_url");

    [Fact]
    public async Task Send_BodyOver500Kilobytes_IsRefused()
    {
        var message = Refused(await CreateAsync(Title(new string('x', 500 * 1024))), 400, "validation_error");

        Assert.Contains("500 KB", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnsharedDatabase_IsNotFoundWithItsPages()
    {
        var pageId = await CreatePageAsync("Deal");
        Workspace.Unshare(DatabaseId);

        var message = Refused(await SendAsync("GET", $"/v1/databases/{DatabaseId}"), 404, "object_not_found");
        Assert.StartsWith($"Could not find database with ID: {DatabaseId}. Make sure the relevant pages", message, StringComparison.Ordinal);
        Refused(await SendAsync("GET", $"/v1/data_sources/{DataSourceId}"), 404, "object_not_found");
        Refused(await QueryAsync(), 404, "object_not_found");
        Refused(await SendAsync("GET", $"/v1/pages/{pageId}"), 404, "object_not_found");
        Refused(await UpdateAsync(pageId, """{"Amount":{"number":1}}"""), 404, "object_not_found");
        Refused(await CreateAsync(Title("Other")), 404, "object_not_found");

        Workspace.Share(DatabaseId);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", $"/v1/pages/{pageId}")).Status);
    }

    [Fact]
    public async Task Get_UnknownId_LooksTheSameAsUnshared() =>
        Refused(await SendAsync("GET", $"/v1/pages/{Guid.NewGuid()}"), 404, "object_not_found");

    [Fact]
    public async Task Get_IdThatIsNone_IsRefused() => Refused(await SendAsync("GET", "/v1/pages/deal-42"), 400, "validation_error");

    [Fact]
    public async Task List_Users_HasPeopleAndTheBotButNoGuests()
    {
        var guest = Workspace.AddPerson("Guest", "guest@example.com", isGuest: true);

        var users = (await OkAsync("GET", "/v1/users"))["results"]!.AsArray();

        Assert.Equivalent(new[] { Anna, Workspace.BotUserId }, users.Select(user => (string)user!["id"]!), strict: true);
        Assert.Equal("Guest", (string?)(await OkAsync("GET", $"/v1/users/{guest}"))["name"]);
    }
}
