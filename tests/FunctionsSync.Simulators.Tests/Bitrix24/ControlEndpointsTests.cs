using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class ControlEndpointsTests
{
    [Fact]
    public async Task Patch_ADeal_ChangesItAndRaisesAnEventOfAPerson()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var personId = portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        var companyId = portal.State.AddCompany("Acme");
        var id = portal.AddDeal("A deal");
        await portal.ResultAsync("event.bind", $$"""{"event":"ONCRMDEALUPDATE","handler":"{{catcher.Address}}"}""");
        portal.Simulator.Requests.Clear();

        var change = $$"""{"stageId":"WON","opportunity":5.5,"companyId":{{companyId}},"assignedById":{{personId}}}""";
        var reply = await SendAsync(portal, HttpMethod.Patch, $"control/deals/{id}", change);

        Assert.Equal(200, reply.Status);
        var deal = Assert.Single((await portal.SendAsync(HttpMethod.Get, "control/deals")).Json.AsArray())!;
        Assert.Equal(
            ["id", "title", "categoryId", "stageId", "stageName", "opportunity", "currencyId", "assignedById", "assignedByName", "companyId",
                "companyTitle", "createdTime", "updatedTime"],
            deal.AsObject().Select(entry => entry.Key));
        Assert.Equal(
            """["WON","Deal won",5.5,"Ann Lee","Acme"]""", deal.Pick("stageId", "stageName", "opportunity", "assignedByName", "companyTitle"));
        Assert.Equal($"{personId}", (await catcher.NextAsync()).ToDictionary()["auth[user_id]"]);
        await portal.DeliveredAsync(1);
        Assert.Equal(200, (int)(await portal.SendAsync(HttpMethod.Get, "control/deliveries")).Json[0]!["status"]!);
        Assert.Equal("[]", (await portal.SendAsync(HttpMethod.Get, "control/requests")).Text);
    }

    [Fact]
    public async Task PostAndDelete_ADeal_CreateAndRemoveIt()
    {
        await using var portal = await TestPortal.StartAsync();

        var created = await SendAsync(portal, HttpMethod.Post, "control/deals", """{"title":"From the page","by":1}""");
        Assert.Equal((201, "From the page"), (created.Status, (string?)created.Json["title"]));

        Assert.Equal(204, (await portal.SendAsync(HttpMethod.Delete, $"control/deals/{created.Json["id"]}")).Status);
        Assert.Empty(portal.State.Deals);
    }

    [Theory]
    [InlineData("control/deals/1", """{"stageId":"NO_SUCH"}""", 400, "STAGE_ID")]
    [InlineData("control/deals/1", """{"titel":"typo"}""", 400, "titel")]
    [InlineData("control/deals/1", """{"title":"x","by":77}""", 400, "no user 77")]
    [InlineData("control/deals/9", """{"title":"x"}""", 404, "no deal 9")]
    public async Task Patch_Impossible_SaysWhy(string path, string body, int status, string reason)
    {
        await using var portal = await TestPortal.StartAsync();
        portal.AddDeal("A deal");

        var reply = await SendAsync(portal, HttpMethod.Patch, path, body);

        Assert.Equal(status, reply.Status);
        Assert.Contains(reason, reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_OfANewPortal_HaveTheUsualStagesAndOneUser()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.Equal(8, (await portal.SendAsync(HttpMethod.Get, "control/stages?categoryId=0")).Json.AsArray().Count);
        var user = Assert.Single((await portal.SendAsync(HttpMethod.Get, "control/users")).Json.AsArray())!;
        Assert.Equal("""[1,"Integration User",true]""", user.Pick("id", "fullName", "active"));
        Assert.Equal("[]", (await portal.SendAsync(HttpMethod.Get, "control/companies")).Text);
        Assert.Equal("[]", (await portal.SendAsync(HttpMethod.Get, "control/deals")).Text);
    }

    [Fact]
    public async Task Origin_OnlyTheAllowedOne_IsAdmitted()
    {
        await using var portal = await TestPortal.StartAsync(TestPortal.Quick() with { AllowedOrigins = ["http://127.0.0.1:5000"] });

        var allowed = await portal.SendAsync(HttpMethod.Get, "control/deals", null, ("Origin", "http://127.0.0.1:5000"));
        var preflight = await portal.SendAsync(HttpMethod.Options, "control/deals/1", null, ("Origin", "http://127.0.0.1:5000"));
        var foreign = await portal.SendAsync(HttpMethod.Get, "control/deals", null, ("Origin", "http://evil.example"));

        Assert.Equal((200, "http://127.0.0.1:5000"), (allowed.Status, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(204, preflight.Status);
        Assert.Contains("PATCH", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single(), StringComparison.Ordinal);
        Assert.Equal(403, foreign.Status);
    }

    private static Task<Reply> SendAsync(TestPortal portal, HttpMethod method, string path, string json) =>
        portal.SendAsync(method, path, JsonContent.Create(JsonNode.Parse(json)));
}
