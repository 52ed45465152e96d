using System.Globalization;
using FunctionsSync.Simulators.Bitrix24;
using FunctionsSync.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

public sealed class EventTests
{
    [Fact]
    public async Task Edit_ByAPerson_SendsTheDocumentedFormKeyByKey()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_736_405_807));
        var options = TestPortal.Quick() with { TimeProvider = time };
        await using var portal = await TestPortal.StartAsync(options);
        await using var catcher = await EventCatcher.StartAsync();
        var personId = portal.State.AddUser("Ann", "Lee", "ann@portal.example");
        var id = portal.AddDeal("A deal");
        await BindAsync(portal, catcher, "ONCRMDEALUPDATE");

        portal.State.EditDeal(id, new Dictionary<string, object?> { ["TITLE"] = "Edited" }, personId);

        var form = await catcher.NextAsync();
        var rest = portal.Simulator.BaseAddress + "rest/";
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["event"] = "ONCRMDEALUPDATE",
                ["event_handler_id"] = "201",
                ["data[FIELDS][ID]"] = id.ToString(CultureInfo.InvariantCulture),
                ["ts"] = "1736405807",
                ["auth[access_token]"] = form.ToDictionary()["auth[access_token]"],
                ["auth[expires]"] = "1736409407",
                ["auth[expires_in]"] = "3600",
                ["auth[scope]"] = "crm,task,user",
                ["auth[status]"] = "L",
                ["auth[user_id]"] = personId.ToString(CultureInfo.InvariantCulture),
                ["auth[domain]"] = portal.Simulator.BaseAddress.Authority,
                ["auth[server_endpoint]"] = rest,
                ["auth[client_endpoint]"] = rest,
                ["auth[member_id]"] = options.MemberId,
                ["auth[application_token]"] = options.ApplicationToken,
            },
            form.ToDictionary());
        portal.Tokens = portal.Tokens with { AccessToken = form.ToDictionary()["auth[access_token]"] };
        Assert.Equal("Ann", (string?)(await portal.ResultAsync("profile"))["NAME"]);
    }

    [Fact]
    public async Task Edit_ByARobot_CarriesNoToken()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var id = portal.AddDeal("A deal");
        await BindAsync(portal, catcher, "ONCRMDEALUPDATE");

        portal.State.EditDeal(id, new Dictionary<string, object?> { ["TITLE"] = "By a robot" }, null);

        var form = await catcher.NextAsync();
        Assert.Equal(
            ["auth[domain]", "auth[server_endpoint]", "auth[client_endpoint]", "auth[member_id]", "auth[application_token]"],
            form.Select(field => field.Key).Where(key => key.StartsWith("auth", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Delivery_RefusedWith500_IsNotRepeated()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        await BindAsync(portal, catcher, "ONCRMDEALADD");
        catcher.Status = 500;

        var first = portal.AddDeal("First");
        Assert.Equal($"ONCRMDEALADD {first}", await catcher.NextNameAsync());
        await portal.DeliveredAsync(1);
        catcher.Status = 200;
        var second = portal.AddDeal("Second");

        Assert.Equal($"ONCRMDEALADD {second}", await catcher.NextNameAsync());
        await portal.DeliveredAsync(2);
        Assert.Equal([500, 200], portal.State.Deliveries.Select(delivery => delivery.Status));
    }

    [Fact]
    public async Task Delivery_NobodyListens_IsRecordedAsFailed()
    {
        await using var portal = await TestPortal.StartAsync();
        using var closed = new ClosedPort();
        await BindAsync(portal, closed.Address, "ONCRMDEALADD");

        var id = portal.AddDeal("A deal");

        await portal.DeliveredAsync(1);
        var delivery = portal.State.Deliveries.Single();
        Assert.Equal(("ONCRMDEALADD", id, null), (delivery.Event, delivery.ItemId, delivery.Status));
        Assert.NotNull(delivery.Failure);
    }

    [Fact]
    public async Task Events_DroppedAndDuplicated_AreAsTheTestSays()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        await BindAsync(portal, catcher, "ONCRMDEALADD");
        portal.State.DropEvents.Next(1);
        portal.AddDeal("Lost");
        portal.State.DuplicateEvents.When(outgoing => outgoing.Name == "ONCRMDEALADD");

        var id = portal.AddDeal("Twice");

        Assert.Equal($"ONCRMDEALADD {id}", await catcher.NextNameAsync());
        Assert.Equal($"ONCRMDEALADD {id}", await catcher.NextNameAsync());
        await portal.DeliveredAsync(3);
        Assert.Equal("dropped on the way", portal.State.Deliveries[0].Failure);
    }

    [Fact]
    public async Task PipelineChange_ByAPerson_RaisesMoveOnlyByRest_UpdateAsWell()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var categoryId = portal.State.AddCategory("Partners");
        var id = portal.AddDeal("A deal");
        await BindAsync(portal, catcher, "ONCRMDEALMOVETOCATEGORY");
        await BindAsync(portal, catcher, "ONCRMDEALUPDATE");

        portal.EditDeal(id, ("CATEGORY_ID", categoryId));
        var moved = (await catcher.NextAsync()).ToDictionary();
        await portal.UpdatedAsync(id, """{"categoryId":0}""");
        var both = new[] { await catcher.NextNameAsync(), await catcher.NextNameAsync() };

        Assert.Equal(
            ("ONCRMDEALMOVETOCATEGORY", $"{categoryId}", $"C{categoryId}:NEW"),
            (moved["event"], moved["data[FIELDS][CATEGORY_ID]"], moved["data[FIELDS][STAGE_ID]"]));
        Assert.Equal([$"ONCRMDEALMOVETOCATEGORY {id}", $"ONCRMDEALUPDATE {id}"], both.Order());
    }

    [Fact]
    public async Task OwnRestWrites_RaiseEventsToo()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        await BindAsync(portal, catcher, "ONCRMDEALADD");
        await BindAsync(portal, catcher, "ONCRMDEALDELETE");

        var id = (int)(await portal.ResultAsync("crm.deal.add", """{"fields":{"TITLE":"Mine"}}"""));
        Assert.Equal($"ONCRMDEALADD {id}", await catcher.NextNameAsync());
        await portal.ResultAsync("crm.deal.delete", $$"""{"id":{{id}}}""");

        Assert.Equal($"ONCRMDEALDELETE {id}", await catcher.NextNameAsync());
    }

    [Fact]
    public async Task WritesWithTheTokenOfAnEvent_StopRaisingEventsAfterSevenHops()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        var id = portal.AddDeal("A deal");
        await BindAsync(portal, catcher, "ONCRMDEALUPDATE");
        portal.EditDeal(id, ("TITLE", "Hop 0"));

        for (var hop = 1; hop <= 7; hop++)
        {
            var form = (await catcher.NextAsync()).ToDictionary();
            portal.Tokens = portal.Tokens with { AccessToken = form["auth[access_token]"] };
            await portal.UpdatedAsync(id, $$"""{"title":"Hop {{hop}}"}""");
        }

        var marker = portal.AddDeal("Marker");
        portal.EditDeal(marker, ("TITLE", "Next"));
        Assert.Equal($"ONCRMDEALUPDATE {marker}", await catcher.NextNameAsync());
    }

    [Fact]
    public async Task Install_BringsTheFirstTokensWithARefreshToken()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();

        var issued = portal.State.Install(catcher.Address, 1);

        var form = (await catcher.NextAsync()).ToDictionary();
        Assert.Equal(
            ("ONAPPINSTALL", issued.AccessToken, issued.RefreshToken),
            (form["event"], form["auth[access_token]"], form["auth[refresh_token]"]));
    }

    [Fact]
    public async Task UpdateApplication_BringsNewTokensAndTakesTheBindings()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();
        await BindAsync(portal, catcher, "ONCRMDEALUPDATE");

        var issued = portal.State.UpdateApplication(catcher.Address, 1, "another-application-token");

        var form = (await catcher.NextAsync()).ToDictionary();
        Assert.Equal(
            ("ONAPPUPDATE", issued.AccessToken, issued.RefreshToken, "another-application-token", "1"),
            (form["event"], form["auth[access_token]"], form["auth[refresh_token]"], form["auth[application_token]"], form["data[PREVIOUS_VERSION]"]));
        Assert.Empty((await portal.ResultAsync("event.get")).AsArray());
    }

    [Fact]
    public async Task Uninstall_BringsNoTokensAndKillsThoseThereAre()
    {
        await using var portal = await TestPortal.StartAsync();
        await using var catcher = await EventCatcher.StartAsync();

        portal.State.Uninstall(catcher.Address);

        var form = (await catcher.NextAsync()).ToDictionary();
        Assert.Equal(
            [
                "auth[application_token]", "auth[client_endpoint]", "auth[domain]", "auth[member_id]", "auth[server_endpoint]", "data[CLEAN]",
                "data[LANGUAGE_ID]", "event", "ts",
            ],
            form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(401, (await portal.CallAsync("profile")).Status);
    }

    [Fact]
    public async Task DeliverDueEvents_WithoutAPump_SendsWhatIsDueByTheGivenClock()
    {
        var time = new FakeTimeProvider();
        var portal = new Bitrix24Portal(new Bitrix24SimulatorOptions { TimeProvider = time }, new Uri("http://portal.example/"));
        var transport = new RecordingTransport();
        portal.Install(new Uri("http://127.0.0.1:1/events"), portal.IntegrationUserId);

        await portal.DeliverDueEventsAsync(transport, TestContext.Current.CancellationToken);
        Assert.Empty(transport.Posted);
        time.Advance(TimeSpan.FromMilliseconds(200));
        await portal.DeliverDueEventsAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal("ONAPPINSTALL", transport.Posted.Single().Name);
        Assert.Equal(200, portal.Deliveries.Single().Status);
    }

    private static Task BindAsync(TestPortal portal, EventCatcher catcher, string name) => BindAsync(portal, catcher.Address, name);

    private static async Task BindAsync(TestPortal portal, Uri handler, string name) =>
        await portal.ResultAsync("event.bind", $$"""{"event":"{{name}}","handler":"{{handler}}"}""");

    private sealed class RecordingTransport : IEventTransport
    {
        public List<OutgoingEvent> Posted { get; } = [];

        public Task<int> PostAsync(OutgoingEvent outgoing, CancellationToken cancellationToken)
        {
            Posted.Add(outgoing);
            return Task.FromResult(200);
        }
    }
}
