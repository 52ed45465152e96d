using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class ApplicationInstallationTests : IDisposable
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string ClientId = "local.1";
    private const string Refresh = "3s6lr4krnew";

    private readonly Mock<IBitrix24Application> _application = new(MockBehavior.Strict);
    private readonly Mock<IBitrix24Events> _events = new(MockBehavior.Strict);
    private readonly InMemorySecretStore _secrets = new();
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly CapturingLogger<EventIntake> _log = new();
    private readonly CapturingLogger<ApplicationInstallation> _installationLog = new();
    private readonly EventVerifier _verifier;
    private readonly ApplicationInstallation _installation;
    private readonly EventIntake _intake;

    public ApplicationInstallationTests()
    {
        var options = Options.Create(new Bitrix24Options { PortalUrl = $"https://{EventForm.Domain}", ClientId = ClientId });
        var file = Some.File(Some.Projects());
        _verifier = new(_secrets, new(_secrets), options, _clock);
        var bindings = new EventBindings(new(_secrets), _events.Object, NoOfflineEvents.Bindings(file), file, _clock, new CapturingLogger<EventBindings>());
        _installation = new(_verifier, _application.Object, _secrets, bindings, options, _clock, _installationLog);
        _intake = new(_verifier, new(_installation), Mock.Of<ISyncRequestQueue>(MockBehavior.Strict), file, _clock, _log);
    }

    public void Dispose()
    {
        _installation.Dispose();
        _verifier.Dispose();
    }

    [Theory]
    [InlineData("ONAPPINSTALL")]
    [InlineData("ONAPPUPDATE")]
    [InlineData("OnAppInstall")]
    public async Task AcceptAsync_TokensAreGoodAtOurPortal_AreTakenOverAndItsEventsAccepted(string name)
    {
        Know(EventForm.AccessToken, ClientId);

        var result = await AcceptAsync(Installed().With("event", name));

        Assert.Equal(200, result.StatusCode);
        _application.Verify(port => port.InstallAsync(EventForm.AccessToken, Refresh, EventForm.MemberId, Some.Cancel), Times.Once);
        Assert.Equal(EventForm.ApplicationToken, await _secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, Some.Cancel));
        Assert.Null(await _verifier.FindFaultAsync(EventForm.ApplicationToken, EventForm.MemberId, EventForm.Domain, Some.Cancel));
        AssertNothingSecretLogged();
    }

    [Fact]
    public async Task AcceptAsync_UpdateBringsAnotherApplicationToken_TheOldOneIsWorthlessAtOnce()
    {
        await InstalledBeforeAsync(EventForm.MemberId);
        Assert.Null(await _verifier.FindFaultAsync("old-application-token", EventForm.MemberId, EventForm.Domain, Some.Cancel));
        Know(EventForm.AccessToken, ClientId);

        await AcceptAsync(Installed().With("event", "ONAPPUPDATE"));

        Assert.NotNull(await _verifier.FindFaultAsync("old-application-token", EventForm.MemberId, EventForm.Domain, Some.Cancel));
        Assert.Null(await _verifier.FindFaultAsync(EventForm.ApplicationToken, EventForm.MemberId, EventForm.Domain, Some.Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("local.another")]
    public async Task AcceptAsync_TokenIsNotOurApplicationsAtOurPortal_ChangesNothing(string? clientId)
    {
        Know(EventForm.AccessToken, clientId);

        Assert.Equal(403, (await AcceptAsync(Installed())).StatusCode);

        await AssertNothingStoredAsync();
        AssertNothingSecretLogged();
    }

    /// <summary>The portal is not even asked.</summary>
    [Theory]
    [InlineData("auth[domain]", "another.bitrix24.com")]
    [InlineData("auth[member_id]", "ffffffffffffffffffffffffffffffff")]
    public async Task AcceptAsync_AnotherPortal_ChangesNothing(string field, string value)
    {
        await InstalledBeforeAsync(EventForm.MemberId);

        Assert.Equal(403, (await AcceptAsync(Installed().With(field, value))).StatusCode);

        Assert.Empty(_application.Invocations);
        Assert.Equal("old-application-token", await _secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, Some.Cancel));
    }

    [Theory]
    [InlineData("auth[access_token]")]
    [InlineData("auth[refresh_token]")]
    [InlineData("auth[application_token]")]
    [InlineData("auth[member_id]")]
    public async Task AcceptAsync_FieldIsMissing_IsRefused(string field)
    {
        Assert.Equal(400, (await AcceptAsync(Installed().Without(field))).StatusCode);

        await AssertNothingStoredAsync();
    }

    [Fact]
    public async Task AcceptAsync_PortalCannotBeAsked_SaysToInstallAgain()
    {
        _application.Setup(port => port.FindClientIdAsync(EventForm.AccessToken, Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Unreachable));

        Assert.Equal(503, (await AcceptAsync(Installed())).StatusCode);

        Assert.Contains("reinstall", Assert.Single(_log.At(LogLevel.Error)), StringComparison.Ordinal);
        await AssertNothingStoredAsync();
    }

    /// <summary>Each costs the portal a request, and anybody can send them.</summary>
    [Fact]
    public async Task AcceptAsync_ManyForgedInstallations_AskThePortalTenTimesAMinute()
    {
        Know("forged", null);
        Know(EventForm.AccessToken, ClientId);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ => (await AcceptAsync(Installed().With("auth[access_token]", "forged"))).StatusCode));

        Assert.Equal((10, 20), (statuses.Count(status => status == 403), statuses.Count(status => status == 429)));
        Assert.Equal(10, _application.Invocations.Count);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await AcceptAsync(Installed())).StatusCode);
    }

    [Fact]
    public async Task AcceptAsync_EventsWereBoundBefore_AreBoundAgain()
    {
        var handler = new Uri("https://sync.example.com/api/bitrix24/events");
        await new EventHandlerAddress(_secrets).WriteAsync(handler, Some.Cancel);
        _events.Setup(port => port.BindAsync(handler, It.IsAny<IReadOnlyCollection<string>>(), Some.Cancel)).ReturnsAsync(["ONCRMDEALADD"]);
        Know(EventForm.AccessToken, ClientId);

        await AcceptAsync(Installed());

        Assert.Single(_events.Invocations);
    }

    [Fact]
    public async Task AcceptAsync_EventsCannotBeBoundNow_IsInstalledAllTheSame()
    {
        var handler = new Uri("https://sync.example.com/api/bitrix24/events");
        await new EventHandlerAddress(_secrets).WriteAsync(handler, Some.Cancel);
        _events.Setup(port => port.BindAsync(handler, It.IsAny<IReadOnlyCollection<string>>(), Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Overloaded));
        Know(EventForm.AccessToken, ClientId);

        Assert.Equal(200, (await AcceptAsync(Installed())).StatusCode);

        Assert.Single(_installationLog.At(LogLevel.Warning));
    }

    private static EventForm Installed() =>
        new EventForm().With("event", "ONAPPINSTALL").With("auth[refresh_token]", Refresh).With("data[VERSION]", "1").Without("data[FIELDS][ID]");

    private Task<IntakeResult> AcceptAsync(EventForm form) => _intake.AcceptAsync(Form, EventForm.Stream(form.ToString()), Some.Cancel);

    private void Know(string accessToken, string? clientId)
    {
        _application.Setup(port => port.FindClientIdAsync(accessToken, Some.Cancel)).ReturnsAsync(clientId);
        _application.Setup(port => port.InstallAsync(accessToken, Refresh, EventForm.MemberId, Some.Cancel))
            .Returns(() => new Bitrix24TokenStore(_secrets).WriteAsync(
                new() { AccessToken = accessToken, RefreshToken = Refresh, MemberId = EventForm.MemberId }, Some.Cancel));
    }

    private async Task InstalledBeforeAsync(string memberId)
    {
        await _secrets.WriteAsync(SecretNames.Bitrix24ApplicationToken, "old-application-token", Some.Cancel);
        await new Bitrix24TokenStore(_secrets).WriteAsync(new() { AccessToken = "old-access", RefreshToken = "old-refresh", MemberId = memberId }, Some.Cancel);
    }

    private async Task AssertNothingStoredAsync()
    {
        Assert.Null(await _secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, Some.Cancel));
        Assert.Null(await _secrets.ReadAsync(SecretNames.Bitrix24Tokens, Some.Cancel));
    }

    private void AssertNothingSecretLogged() => Assert.All(
        [EventForm.ApplicationToken, EventForm.AccessToken, EventForm.MemberId, Refresh],
        secret => Assert.DoesNotContain(secret, _log.Everything + _installationLog.Everything, StringComparison.OrdinalIgnoreCase));
}
