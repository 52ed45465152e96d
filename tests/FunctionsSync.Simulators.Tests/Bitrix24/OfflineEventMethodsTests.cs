using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class OfflineEventMethodsTests
{
    private const string Bind = """{"event":"ONCRMDEALUPDATE","event_type":"offline"}""";
    private const string BindNamed = """{"event":"ONCRMDEALUPDATE","event_type":"offline","auth_connector":"sync"}""";

    [Fact]
    public async Task Get_ClearOff_ReservesUntilItIsCleared()
    {
        await using var portal = await StartAsync("rest_offline_extended");
        var deal = portal.AddDeal("House");
        await portal.ResultAsync("event.bind", Bind);
        portal.EditDeal(deal, ("TITLE", "Garage"));

        var batch = await portal.ResultAsync("event.offline.get", """{"clear":0}""");
        var process = (string?)batch["process_id"];
        var again = await portal.ResultAsync("event.offline.get", """{"clear":0}""");
        var listed = await portal.ResultAsync("event.offline.list", """{"filter":{"!PROCESS_ID":""}}""");
        var reread = await portal.ResultAsync("event.offline.get", $$"""{"clear":0,"process_id":"{{process}}"}""");

        Assert.Equal(deal, (int?)Assert.Single(Events(batch))!["EVENT_DATA"]!["FIELDS"]!["ID"]);
        Assert.Empty(Events(again));
        Assert.Equal(process, (string?)Assert.Single(listed.AsArray())!["PROCESS_ID"]);
        Assert.Single(Events(reread));
        await portal.ResultAsync("event.offline.clear", $$"""{"process_id":"{{process}}"}""");
        Assert.Equal(0, portal.State.OfflineEventCount);
    }

    [Fact]
    public async Task Get_SameRecordTwice_IsOneRow_AndAnotherWhileItIsReserved()
    {
        await using var portal = await StartAsync("rest_offline_extended");
        var deal = portal.AddDeal("House");
        await portal.ResultAsync("event.bind", Bind);
        portal.EditDeal(deal, ("TITLE", "Garage"));
        portal.EditDeal(deal, ("TITLE", "Garden"));

        Assert.Single(Events(await portal.ResultAsync("event.offline.get", """{"clear":0}""")));
        portal.EditDeal(deal, ("TITLE", "Gate"));

        Assert.Single(Events(await portal.ResultAsync("event.offline.get", """{"clear":0}""")));
    }

    [Fact]
    public async Task Get_ParallelCallers_GetDisjointSets()
    {
        await using var portal = await StartAsync("rest_offline_extended");
        await portal.ResultAsync("event.bind", """{"event":"ONCRMDEALADD","event_type":"offline"}""");
        for (var number = 0; number < 10; number++)
            portal.AddDeal($"Deal {number}");

        var batches = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => portal.ResultAsync("event.offline.get", """{"clear":0,"limit":3}""")));

        var ids = batches.SelectMany(Events).Select(row => (string?)row!["ID"]).ToList();
        Assert.Equal(10, ids.Count);
        Assert.Equal(10, ids.Distinct().Count());
    }

    [Fact]
    public async Task Error_OfAReservedRow_HandsItBackAsFailed()
    {
        await using var portal = await StartAsync("rest_offline_extended");
        var deal = portal.AddDeal("House");
        await portal.ResultAsync("event.bind", Bind);
        portal.EditDeal(deal, ("TITLE", "Garage"));
        var batch = await portal.ResultAsync("event.offline.get", """{"clear":0}""");
        var message = (string?)Assert.Single(Events(batch))!["MESSAGE_ID"];

        await portal.ResultAsync("event.offline.error", $$"""{"process_id":"{{(string?)batch["process_id"]}}","message_id":["{{message}}"]}""");

        Assert.Empty(Events(await portal.ResultAsync("event.offline.get", """{"clear":0}""")));
        Assert.Single(Events(await portal.ResultAsync("event.offline.get", """{"clear":0,"error":1}""")));
    }

    [Fact]
    public async Task Get_WithoutTheFeature_TakesOnlyWhatItClears()
    {
        await using var portal = await StartAsync();
        var deal = portal.AddDeal("House");
        await portal.ResultAsync("event.bind", Bind);
        portal.EditDeal(deal, ("TITLE", "Garage"));

        Assert.Equal((403, "WRONG_LICENSE"), (await portal.CallAsync("event.offline.get", """{"clear":0}""")).Refusal);
        var cleared = await portal.ResultAsync("event.offline.get");

        Assert.Null(cleared["process_id"]);
        Assert.Single(Events(cleared));
        Assert.Equal(0, portal.State.OfflineEventCount);
    }

    [Theory]
    [InlineData("event.offline.get")]
    [InlineData("event.offline.list")]
    [InlineData("event.offline.clear")]
    [InlineData("event.offline.error")]
    public async Task AnyMethod_ByAPlainUser_IsAccessDenied(string method)
    {
        await using var portal = await StartAsync("rest_offline_extended");
        portal.Tokens = portal.State.IssueTokens(portal.State.AddUser("Ann", "Lee", "ann@portal.example"));

        Assert.Equal((403, "ACCESS_DENIED"), (await portal.CallAsync(method, """{"clear":0,"process_id":"1"}""")).Refusal);
    }

    [Fact]
    public async Task Connector_OwnEditsAreLeftOut_AndOnlyItsOwnPartIsSeen()
    {
        await using var portal = await StartAsync("rest_offline_extended", "rest_auth_connector");
        var deal = portal.AddDeal("House");
        await portal.ResultAsync("event.bind", BindNamed);

        await portal.ResultAsync("crm.deal.update", $$"""{"id":{{deal}},"fields":{"TITLE":"Ours"},"auth_connector":"sync"}""");
        Assert.Equal(0, portal.State.OfflineEventCount);
        await portal.ResultAsync("crm.deal.update", $$"""{"id":{{deal}},"fields":{"TITLE":"Another's"},"auth_connector":"other"}""");

        Assert.Empty(Events(await portal.ResultAsync("event.offline.get", """{"clear":0}""")));
        Assert.Single(Events(await portal.ResultAsync("event.offline.get", """{"clear":0,"auth_connector":"sync"}""")));
    }

    private static JsonArray Events(JsonNode batch) => batch["events"]!.AsArray();

    private static Task<TestPortal> StartAsync(params string[] features) => TestPortal.StartAsync(TestPortal.Quick() with { Features = features });
}
