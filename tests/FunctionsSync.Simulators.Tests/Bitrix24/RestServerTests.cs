using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class RestServerTests
{
    [Theory]
    [InlineData("rest/crm.item.get")]
    [InlineData("rest/crm.item.get.json")]
    [InlineData("rest//crm.item.get")]
    [InlineData("rest/CRM.Item.GET")]
    public async Task Call_EveryFormOfTheAddress_ReachesTheMethod(string path)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");

        var reply = await portal.PostFormAsync(path, $"entityTypeId=2&id={id}&auth={portal.Tokens.AccessToken}");

        Assert.Equal("A deal", (string?)reply.Json["result"]!["item"]!["title"]);
    }

    [Fact]
    public async Task Call_ParametersInTheQueryAndTokenInTheHeader_IsUnderstood()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");

        var reply = await portal.SendAsync(
            HttpMethod.Get, $"rest/crm.item.list?entityTypeId=2&filter[=id]={id}&select[]=id&select[]=title", null,
            ("Authorization", "Bearer " + portal.Tokens.AccessToken));

        Assert.Equal($$"""[{"id":{{id}},"title":"A deal"}]""", reply.Json["result"]!["items"]!.ToJsonString());
    }

    [Fact]
    public async Task Call_UnknownMethod_Is404()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal((404, "ERROR_METHOD_NOT_FOUND"), (await portal.CallAsync("crm.item.explode")).Refusal);
    }

    [Fact]
    public async Task Call_WithoutOrWithAnUnknownToken_Is401()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal((401, "NO_AUTH_FOUND"), (await portal.PostJsonAsync("rest/profile", new JsonObject())).Refusal);
        Assert.Equal((401, "invalid_token"), (await portal.PostJsonAsync("rest/profile", new JsonObject { ["auth"] = "made-up" })).Refusal);
    }

    [Fact]
    public async Task Call_OfADismissedUser_IsRefused()
    {
        await using var portal = await TestPortal.StartAsync();
        var userId = portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        portal.Tokens = portal.State.IssueTokens(userId);
        Assert.Equal(200, (await portal.CallAsync("profile")).Status);

        portal.State.DismissUser(userId);

        Assert.Equal((401, "user_access_error"), (await portal.CallAsync("profile")).Refusal);
    }

    [Fact]
    public async Task Webhook_ReadsButCannotBind()
    {
        await using var portal = await TestPortal.StartAsync();
        var secret = portal.State.AddWebhook(1);

        var profile = await portal.PostJsonAsync($"rest/1/{secret}/profile", new JsonObject());
        var bind = await portal.PostJsonAsync($"rest/1/{secret}/event.get", new JsonObject());
        var wrong = await portal.PostJsonAsync("rest/1/wrong/profile.json", new JsonObject());

        Assert.Equal("Integration", (string?)profile.Json["result"]!["NAME"]);
        Assert.Equal((403, "WRONG_AUTH_TYPE"), bind.Refusal);
        Assert.Equal((401, "INVALID_CREDENTIALS"), wrong.Refusal);
        Assert.DoesNotContain(portal.Simulator.Requests.Entries, request => request.Path.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Envelope_AlwaysCarriesTheTimesOfTheServer()
    {
        await using var portal = await TestPortal.StartAsync();

        var time = (await portal.CallAsync("server.time")).Json["time"]!;

        Assert.Equal(
            ["start", "finish", "duration", "processing", "date_start", "date_finish", "operating_reset_at", "operating"],
            time.AsObject().Select(entry => entry.Key));
        Assert.EndsWith("+03:00", (string?)time["date_start"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithAConnectorTheTariffLacks_IsRefusedWhateverTheMethod()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal("N", (string?)(await portal.ResultAsync("feature.get", """{"CODE":"rest_auth_connector"}"""))["value"]);
        Assert.Equal((403, "WRONG_LICENSE"), (await portal.CallAsync("profile", """{"auth_connector":"sync"}""")).Refusal);
    }

    [Fact]
    public async Task ApplicationInfo_OfALocalApplication_SaysSo()
    {
        await using var portal = await TestPortal.StartAsync();

        var info = await portal.ResultAsync("app.info");

        Assert.Equal(("local.simulated.client", "L", true), ((string?)info["CODE"], (string?)info["STATUS"], (bool)info["INSTALLED"]!));
    }

    [Fact]
    public async Task Call_OutsideTheGrantedScopes_Is403()
    {
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { Scopes = ["crm"] });

        Assert.Equal((403, "insufficient_scope"), (await portal.CallAsync("user.get")).Refusal);
        Assert.Equal("""["crm"]""", (await portal.ResultAsync("scope")).ToJsonString());
    }

    [Fact]
    public async Task Log_TellsWritesFromReads()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = portal.AddDeal("A deal");

        await portal.ItemAsync(id);
        await portal.UpdateAsync(id, """{"title":"B"}""");
        await portal.CallAsync("batch", """{"cmd":{"a":"profile"}}""");
        await portal.CallAsync("batch", """{"cmd":{"a":"profile","b":"crm.item.delete?entityTypeId=2&id=99"}}""");
        await portal.RefreshAsync("x");

        Assert.Equal(
            [("crm.item.get", false), ("crm.item.update", true), ("batch", false), ("batch", true), ("oauth.token", false)],
            portal.Simulator.Requests.Entries.Select(request => (request.Operation, request.IsWrite)));
    }
}
