using System.Text;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Tests.Fakes;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class NotionEventIntakeTests : IDisposable
{
    private const int RememberedEvents = 4096;
    private static readonly string OtherSource = Guid.Parse("22222222-2222-2222-2222-222222222222").ToString("D");

    private readonly World _world = new();
    private readonly InMemorySecretStore _secrets = new([new(SecretNames.NotionWebhookToken, SignedEvent.Token)]);
    private readonly Mock<INotionSelf> _self = new();
    private readonly CapturingLogger<NotionEventIntake> _log = new();
    private readonly NotionSubscription _subscription;
    private readonly NotionEventIntake _intake;

    public NotionEventIntakeTests()
    {
        _subscription = new(_secrets, _world.Clock);
        _intake = new(_subscription, _world.Catalog, _self.Object, _world.Queue, _world.Clock, _log);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData("page.created")]
    [InlineData("page.properties_updated")]
    [InlineData("page.content_updated")]
    [InlineData("page.moved")]
    [InlineData("page.deleted")]
    [InlineData("page.undeleted")]
    public async Task AcceptAsync_EventAboutAPage_AsksForALookAtIt(string type)
    {
        Assert.Equal(200, await SendAsync(SignedEvent.Of(type)));

        var expected = new SyncRequest(new RecordRef.Notion(new(Guid.Parse(SignedEvent.Page))), SyncCause.NotionWebhook, Some.Noon);
        Assert.Equal((expected, TimeSpan.Zero), Assert.Single(_world.Queue.Enqueued));
        Assert.Equal(0, _world.Schemas.Readings);
    }

    [Theory]
    [InlineData("page.locked")]
    [InlineData("comment.created")]
    [InlineData("data_source.content_updated")]
    [InlineData("something.new")]
    public async Task AcceptAsync_EventAboutSomethingElse_IsAcceptedAndIgnored(string type)
    {
        Assert.Equal(200, await SendAsync(SignedEvent.Of(type)));

        Assert.Empty(_world.Queue.Enqueued);
    }

    [Theory]
    [InlineData("page.created", 0)]
    [InlineData("page.properties_updated", 0)]
    [InlineData("page.moved", 1)]
    [InlineData("page.deleted", 1)]
    public async Task AcceptAsync_PageOfNoFlowsDataSource_IsLookedAtOnlyWhereItMayHaveLeftOne(string type, int expected)
    {
        await _world.Catalog.GetAsync(Some.Cancel);

        Assert.Equal(200, await SendAsync(SignedEvent.Of(type, OtherSource)));

        Assert.Equal(expected, _world.Queue.Enqueued.Count);
    }

    [Fact]
    public async Task AcceptAsync_FlowsNotBoundYet_AsksForALookWithoutBindingThem()
    {
        Assert.Equal(200, await SendAsync(SignedEvent.Of(dataSource: OtherSource)));

        Assert.Single(_world.Queue.Enqueued);
        Assert.Equal(0, _world.Schemas.Readings);
    }

    [Fact]
    public async Task AcceptAsync_PageInAPage_IsIgnored()
    {
        var inPage = SignedEvent.Of("page.content_updated");
        inPage["data"] = new JsonObject { ["parent"] = new JsonObject { ["id"] = SignedEvent.Page, ["type"] = "page" } };

        Assert.Equal(200, await SendAsync(inPage));

        Assert.Empty(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task AcceptAsync_SchemaChanged_BindsTheFlowsAgainBeforeTheirNextUse()
    {
        await _world.Catalog.GetAsync(Some.Cancel);

        Assert.Equal(200, await SendAsync(SignedEvent.Of("data_source.schema_updated")));

        Assert.Empty(_world.Queue.Enqueued);
        Assert.Equal(1, _world.Schemas.Readings);
        await _world.Catalog.GetAsync(Some.Cancel);
        Assert.Equal(2, _world.Schemas.Readings);
    }

    [Fact]
    public async Task AcceptAsync_OurBotIsTheOnlyAuthor_IsIgnoredOnceWeKnowWhoWeAre()
    {
        Assert.Equal(200, await SendAsync(SignedEvent.Of(authors: SignedEvent.Bot)));
        Assert.Single(_world.Queue.Enqueued);

        _self.SetupGet(self => self.KnownId).Returns(SignedEvent.Bot);
        Assert.Equal(200, await SendAsync(SignedEvent.Of(authors: [SignedEvent.Bot, SignedEvent.Bot])));
        Assert.Single(_world.Queue.Enqueued);

        Assert.Equal(200, await SendAsync(SignedEvent.Of(authors: [SignedEvent.Bot, SignedEvent.Person])));
        Assert.Equal(2, _world.Queue.Enqueued.Count);
    }

    [Fact]
    public async Task AcceptAsync_NoAuthors_IsNotTakenForOurOwn()
    {
        _self.SetupGet(self => self.KnownId).Returns(SignedEvent.Bot);
        var anonymous = SignedEvent.Of();
        anonymous["authors"] = new JsonArray();

        Assert.Equal(200, await SendAsync(anonymous));

        Assert.Single(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task AcceptAsync_DeliveredAgain_AsksForOneLook()
    {
        var delivered = SignedEvent.Of();
        Assert.Equal(200, await SendAsync(delivered));
        delivered["attempt_number"] = 2;

        Assert.Equal(200, await SendAsync(delivered));

        Assert.Single(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task AcceptAsync_MoreEventsThanAreRemembered_ForgetsTheOldest()
    {
        var first = SignedEvent.Of();
        await SendAsync(first);
        for (var number = 0; number < RememberedEvents; number++)
        {
            await AcceptAsync(_intake, SignedEvent.Of().ToJsonString());
        }

        _world.Queue.Forget();
        await SendAsync(first);

        Assert.Single(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task AcceptAsync_QueueFailed_TakesTheNextAttempt()
    {
        var delivered = SignedEvent.Of();
        var queue = new Mock<ISyncRequestQueue>(MockBehavior.Strict);
        queue.SetupSequence(mock => mock.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.Zero, Some.Cancel))
            .ThrowsAsync(new IOException("storage")).Returns(Task.CompletedTask);
        var intake = new NotionEventIntake(_subscription, _world.Catalog, _self.Object, queue.Object, _world.Clock, _log);

        await Assert.ThrowsAsync<IOException>(() => AcceptAsync(intake, delivered.ToJsonString()));
        Assert.Equal(200, (await AcceptAsync(intake, delivered.ToJsonString())).StatusCode);

        queue.Verify(mock => mock.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.Zero, Some.Cancel), Times.Exactly(2));
    }

    [Fact]
    public async Task AcceptAsync_SignatureMissingOrWrong_IsRefusedAndTellsNothing()
    {
        var body = SignedEvent.Of().ToJsonString();
        foreach (var signature in new[] { null, "", SignedEvent.Sign(body, "another"), SignedEvent.Sign(body + " "), SignedEvent.Sign(body).ToUpperInvariant() })
        {
            var result = await _intake.AcceptAsync(signature, EventForm.Stream(body), Some.Cancel);

            Assert.Equal((403, "This event was not accepted."), (result.StatusCode, result.Message));
        }

        Assert.Empty(_world.Queue.Enqueued);
        AssertNothingSecretLogged();
    }

    /// <summary>Whatever is wrong with a body, what counts first is whether Notion signed it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"page.created\"")]
    [InlineData("{\"type\":\"page.created\"}")]
    [InlineData("{\"type\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"page.created\",\"entity\":{\"id\":\"seven\"}}")]
    [InlineData("{\"type\":\"page.created\",\"entity\":[],\"data\":7,\"authors\":{}}")]
    [InlineData("{\"type\":\"page.deleted\",\"authors\":[7,null,{}]}")]
    public async Task AcceptAsync_SignedBodyThatIsNoEvent_IsRefused(string body)
    {
        Assert.Equal(400, (await AcceptAsync(_intake, body)).StatusCode);
        Assert.Equal(403, (await _intake.AcceptAsync(null, EventForm.Stream(body), Some.Cancel)).StatusCode);
        Assert.Empty(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task AcceptAsync_LargestBody_IsAcceptedAndOneByteMoreIsRefused()
    {
        var body = SignedEvent.Of().ToJsonString();
        body += new string(' ', NotionEventIntake.MaxBodyBytes - Encoding.UTF8.GetByteCount(body));

        Assert.Equal(413, (await AcceptAsync(_intake, body + " ")).StatusCode);
        Assert.Equal(200, (await AcceptAsync(_intake, body)).StatusCode);
    }

    [Fact]
    public async Task AcceptAsync_DeepJson_IsRefused()
    {
        var body = "{\"type\":\"page.created\",\"data\":" + new string('[', 10_000) + new string(']', 10_000) + "}";

        Assert.Equal(400, (await AcceptAsync(_intake, body)).StatusCode);
    }

    private static Task<IntakeResult> AcceptAsync(NotionEventIntake intake, string body) =>
        intake.AcceptAsync(SignedEvent.Sign(body), EventForm.Stream(body), Some.Cancel);

    private async Task<int> SendAsync(JsonObject sent)
    {
        var result = await AcceptAsync(_intake, sent.ToJsonString());
        AssertNothingSecretLogged();
        return result.StatusCode;
    }

    private void AssertNothingSecretLogged()
    {
        Assert.NotEmpty(_log.Everything);
        Assert.All(
            [SignedEvent.Token, "Quantify", SignedEvent.Person, "sha256="],
            secret => Assert.DoesNotContain(secret, _log.Everything, StringComparison.OrdinalIgnoreCase));
    }
}
