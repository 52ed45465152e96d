using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Tests.Fakes;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

/// <summary>How a subscription comes into use: what a stranger can do on the way, and what only an operator can.</summary>
public sealed class NotionSubscriptionTests : IDisposable
{
    private const string Other = "secret_another";
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(10);

    private readonly World _world = new();
    private readonly InMemorySecretStore _secrets = new();
    private readonly CapturingLogger<NotionEventIntake> _log = new();
    private readonly NotionSubscription _subscription;
    private readonly NotionEventIntake _intake;

    /// <summary>What the command line works with: another process.</summary>
    private readonly NotionSubscription _operator;

    public NotionSubscriptionTests()
    {
        _subscription = new(_secrets, _world.Clock);
        _operator = new(_secrets, _world.Clock);
        _intake = new(_subscription, _world.Catalog, Mock.Of<INotionSelf>(), _world.Queue, _world.Clock, _log);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _operator.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handshake_NoSubscriptionYet_CountsOnceShownAndWithTheFirstEvent(bool signed)
    {
        Assert.Equal(200, await ShakeHandsAsync(SignedEvent.Token, signed));
        Assert.False(await _operator.IsActiveAsync(Some.Cancel));
        Assert.Equal(SignedEvent.Token, await _operator.ShowAsync(Some.Cancel));
        _world.Clock.Advance(Moment);

        Assert.Equal(200, await SendEventAsync(SignedEvent.Token));

        Assert.Single(_world.Queue.Enqueued);
        Assert.Equal(SignedEvent.Token, await _secrets.ReadAsync(SecretNames.NotionWebhookToken, Some.Cancel));
        Assert.Null(await _operator.ShowAsync(Some.Cancel));
        Assert.DoesNotContain(SignedEvent.Token, _log.Everything, StringComparison.Ordinal);
    }

    /// <summary>Whoever finds the address first can post a token of his own; nobody enters that one in Notion.</summary>
    [Fact]
    public async Task Event_SignedWithATokenThatNobodyWasShown_IsRefused()
    {
        Assert.Equal(200, await ShakeHandsAsync(Other));
        _world.Clock.Advance(Moment);

        Assert.Equal(403, await SendEventAsync(Other));

        Assert.Empty(_world.Queue.Enqueued);
        Assert.False(await _operator.IsActiveAsync(Some.Cancel));
    }

    [Fact]
    public async Task Handshake_AnotherTokenBeforeTheFirstIsInUse_TakesItsPlaceAndMustBeShownAnew()
    {
        await ShakeHandsAsync(Other);
        await _operator.ShowAsync(Some.Cancel);
        _world.Clock.Advance(Moment);
        Assert.Equal(200, await ShakeHandsAsync(SignedEvent.Token));
        _world.Clock.Advance(Moment);

        Assert.Equal(403, await SendEventAsync(Other));
        Assert.Equal(403, await SendEventAsync(SignedEvent.Token));
        Assert.Equal(SignedEvent.Token, await _operator.ShowAsync(Some.Cancel));
        _world.Clock.Advance(Moment);
        Assert.Equal(200, await SendEventAsync(SignedEvent.Token));
    }

    [Fact]
    public async Task Handshake_SubscriptionInUse_IsRefusedWhateverItSays()
    {
        await _secrets.WriteAsync(SecretNames.NotionWebhookToken, SignedEvent.Token, Some.Cancel);

        Assert.Equal(403, await ShakeHandsAsync(Other));
        Assert.Null(await _operator.ShowAsync(Some.Cancel));
        Assert.Equal(200, await ShakeHandsAsync(SignedEvent.Token));
        Assert.Equal(200, await SendEventAsync(SignedEvent.Token));
        Assert.Equal(403, await SendEventAsync(Other));
        Assert.Null(await _secrets.ReadAsync(SecretNames.NotionWebhookPending, Some.Cancel));
    }

    [Fact]
    public async Task Replace_NewSubscription_TakesOverWithItsFirstEventAndTheOldGoesOnUntilThen()
    {
        await _secrets.WriteAsync(SecretNames.NotionWebhookToken, Other, Some.Cancel);
        Assert.Equal(200, await SendEventAsync(Other));
        await _operator.ReplaceAsync(Some.Cancel);
        _world.Clock.Advance(Moment);

        Assert.Equal(200, await ShakeHandsAsync(SignedEvent.Token));
        Assert.Equal(200, await SendEventAsync(Other));
        await _operator.ShowAsync(Some.Cancel);
        _world.Clock.Advance(Moment);
        Assert.Equal(200, await SendEventAsync(SignedEvent.Token));

        Assert.Equal(403, await SendEventAsync(Other));
        Assert.Equal(403, await ShakeHandsAsync("secret_a_third"));
    }

    [Fact]
    public async Task Handshake_ManyAtOnce_SparesTheSecretStore()
    {
        var writes = new Mock<ISecretStore>();
        using var subscription = new NotionSubscription(writes.Object, _world.Clock);

        for (var number = 0; number < 100; number++)
        {
            await subscription.OfferAsync($"secret_{number}", Some.Cancel);
        }

        writes.Verify(store => store.WriteAsync(SecretNames.NotionWebhookPending, It.IsAny<string>(), Some.Cancel), Times.Once);
        Assert.InRange(writes.Invocations.Count, 1, 10);
    }

    [Theory]
    [InlineData("{\"verification_token\":\"\"}")]
    [InlineData("{\"verification_token\":7}")]
    [InlineData("{\"verification_token\":\"two words\"}")]
    [InlineData("{\"verification_token\":\"line\\n\"}")]
    [InlineData("{\"verification_token\":\"\\ud800\"}")]
    [InlineData("{\"verification_token\":\"secret_é\"}")]
    [InlineData("{\"verification_token\":\"a\",\"verification_token\":\"b\"}")]
    [InlineData("{\"verification_token\":\"a\",\"type\":\"page.created\"}")]
    [InlineData("[\"verification_token\"]")]
    public async Task Handshake_Malformed_IsRefused(string body)
    {
        Assert.Equal(403, (await _intake.AcceptAsync(null, EventForm.Stream(body), Some.Cancel)).StatusCode);
        Assert.Null(await _secrets.ReadAsync(SecretNames.NotionWebhookPending, Some.Cancel));
    }

    [Fact]
    public async Task Handshake_TokenTooLong_IsRefused() => Assert.Equal(403, await ShakeHandsAsync(new string('x', 257)));

    private async Task<int> ShakeHandsAsync(string token, bool signed = false)
    {
        var body = SignedEvent.Handshake(token);
        return (await _intake.AcceptAsync(signed ? SignedEvent.Sign(body, token) : null, EventForm.Stream(body), Some.Cancel)).StatusCode;
    }

    private async Task<int> SendEventAsync(string token)
    {
        var body = SignedEvent.Of().ToJsonString();
        return (await _intake.AcceptAsync(SignedEvent.Sign(body, token), EventForm.Stream(body), Some.Cancel)).StatusCode;
    }
}
