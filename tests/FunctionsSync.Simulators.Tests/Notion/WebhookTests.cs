using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Simulators.Tests.Notion;

/// <summary>Webhooks of a workspace driven in process. Source of what is expected: https://developers.notion.com/reference/webhooks-events-delivery.</summary>
public sealed class WebhookTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly Uri Address = new("https://sync.example.com/api/notion/events");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
    private readonly NotionWorkspace _workspace;
    private readonly RecordingTransport _transport = new();
    private readonly string _anna;
    private readonly string _ben;
    private readonly string _databaseId;
    private readonly string _dataSourceId;

    public WebhookTests()
    {
        _workspace = new(new NotionSimulatorOptions { TimeProvider = _clock, WebhookWindow = Window, Seed = 7 });
        _anna = _workspace.AddPerson("Anna", "anna@example.com");
        _ben = _workspace.AddPerson("Ben", "ben@example.com");
        (_databaseId, _dataSourceId) = _workspace.CreateDatabase("Deals", new() { ["Amount"] = new JsonObject { ["number"] = new JsonObject() } });
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribe_BeforeTheTokenIsEntered_SendsTheTokenAndNothingElse()
    {
        _workspace.Webhooks.Subscribe(Address);
        var page = Create();
        await WaitAsync();

        var handshake = Assert.Single(_transport.Sent);
        var token = Assert.Single(Json(handshake)).Value?.GetValue<string>() ?? "";
        Assert.StartsWith("secret_", token, StringComparison.Ordinal);
        Assert.False(_workspace.Webhooks.Verify(token + "x"));
        Edit(page, _anna, 1);
        await WaitAsync();
        Assert.Single(_transport.Sent);

        Assert.True(_workspace.Webhooks.Verify(token));
        Edit(page, _anna, 2);
        await WaitAsync();
        Assert.Equal("page.properties_updated", _transport.Sent[1].Type);
    }

    [Fact]
    public async Task Edits_OfOnePageWithinTheWindow_AreOneEventWithEveryAuthorAndNoValue()
    {
        await SubscribeAsync();
        var page = Create();
        await WaitAsync();
        _transport.Sent.Clear();

        Edit(page, _anna, 4711);
        Edit(page, _ben, 4712);
        await _workspace.Webhooks.DeliverDueAsync(_transport, Ended);
        Assert.Empty(_transport.Sent);
        await WaitAsync();

        var sent = Assert.Single(_transport.Sent);
        var json = Json(sent);
        Assert.Equal(page, (string?)json["entity"]?["id"]);
        Assert.Equal(_dataSourceId, (string?)json["data"]?["parent"]?["data_source_id"]);
        Assert.Equal([_anna, _ben], json["authors"]?.AsArray().Select(author => (string?)author?["id"]));
        Assert.Single(json["data"]?["updated_properties"]?.AsArray() ?? []);
        Assert.DoesNotContain("471", json.ToJsonString().Replace(page, "", StringComparison.Ordinal).Replace((string?)json["id"] ?? "", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreatedAndDeletedWithinTheWindow_LeavesNoEvent()
    {
        await SubscribeAsync();

        _workspace.TrashAsPerson(Create(), _anna);
        await WaitAsync();

        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public async Task TrashAndRestore_InTheirOwnTime_AreTwoEvents()
    {
        await SubscribeAsync("page.deleted", "page.undeleted");
        var page = Create();

        await WaitAsync();
        _workspace.TrashAsPerson(page, _anna);
        await WaitAsync();
        _workspace.RestoreAsPerson(page, _anna);
        await WaitAsync();

        Assert.Equal(["page.deleted", "page.undeleted"], _transport.Sent.Select(sent => sent.Type));
    }

    [Fact]
    public async Task SchemaChanged_IsAnEventOfTheDataSource()
    {
        await SubscribeAsync();

        _workspace.RenameProperty(_dataSourceId, "Amount", "Sum");
        await WaitAsync();

        var sent = Assert.Single(_transport.Sent);
        Assert.Equal(("data_source.schema_updated", _dataSourceId), (sent.Type, sent.EntityId));
    }

    [Fact]
    public async Task DatabaseNotShared_NothingIsSent()
    {
        await SubscribeAsync();
        _workspace.Unshare(_databaseId);

        Create();
        await WaitAsync();

        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public async Task NotAcknowledged_IsSentEightTimesWithinADayUnderTheSameId()
    {
        await SubscribeAsync();
        _transport.Status = 500;
        Create();
        var began = _clock.GetUtcNow();
        for (var hour = 0; hour < 24 * 60 * 2; hour++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _workspace.Webhooks.DeliverDueAsync(_transport, Ended);
        }

        Assert.Equal(Enumerable.Range(1, 8), _transport.Sent.Select(sent => sent.Attempt));
        Assert.Single(_transport.Sent.Select(sent => (string?)Json(sent)["id"]).Distinct());
        Assert.Equal(8, (int?)Json(_transport.Sent[^1])["attempt_number"]);
        var last = _workspace.Webhooks.Deliveries[^1].At - began;
        Assert.InRange(last, TimeSpan.FromHours(24), TimeSpan.FromHours(24.5));
    }

    [Fact]
    public async Task DropDuplicateAndDelay_DoWhatTheySay()
    {
        await SubscribeAsync();
        var (first, second, third) = (Create(), Create(), Create());
        _workspace.Webhooks.Drop.When(sent => sent.EntityId == first);
        _workspace.Webhooks.Delay.When(sent => sent.EntityId == second);
        _workspace.Webhooks.Duplicate.When(sent => sent.EntityId == third);

        await WaitAsync();
        await WaitAsync();

        Assert.Equal([third, third, second], _transport.Sent.Select(sent => sent.EntityId));
    }

    private async Task SubscribeAsync(params string[] types)
    {
        _workspace.Webhooks.Subscribe(Address, types);
        await WaitAsync();
        Assert.True(_workspace.Webhooks.Verify((string?)Json(_transport.Sent[0])["verification_token"] ?? ""));
        _transport.Sent.Clear();
    }

    private async Task WaitAsync()
    {
        _clock.Advance(Window);
        await _workspace.Webhooks.DeliverDueAsync(_transport, Ended);
    }

    private string Create() => _workspace.CreateAsPerson(_dataSourceId, [], _anna);

    private void Edit(string page, string userId, int amount) =>
        _workspace.EditAsPerson(page, new JsonObject { ["Amount"] = new JsonObject { ["number"] = amount } }, userId);

    private static JsonObject Json(OutgoingWebhook sent) => JsonNode.Parse(sent.Body.Span)?.AsObject() ?? [];
}
