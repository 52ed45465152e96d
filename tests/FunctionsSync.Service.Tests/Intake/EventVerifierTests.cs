using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Service.Tests.Intake;

public sealed class EventVerifierTests : IDisposable
{
    private readonly CountingSecretStore _secrets = new();
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly Bitrix24Options _options = new() { PortalUrl = "https://some-domain.bitrix24.com" };
    private readonly EventVerifier _verifier;

    public EventVerifierTests()
    {
        _verifier = new(_secrets, new(_secrets), Options.Create(_options), _clock);
        Install("token", "member");
    }

    public void Dispose() => _verifier.Dispose();

    [Fact]
    public async Task FindFaultAsync_ManyAuthenticEvents_ReadTheSecretsOnce()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.Null(await FindFaultAsync("token"));
        }

        Assert.Equal(1, _secrets.ReadingsOf(SecretNames.Bitrix24ApplicationToken));
    }

    [Fact]
    public async Task FindFaultAsync_TokenWasReplaced_IsReadAgainButNotMoreOftenThanEveryTenSeconds()
    {
        await FindFaultAsync("token");
        Install("replaced", "member");

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(await FindFaultAsync("replaced"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindFaultAsync("replaced"));
        Assert.Equal(2, _secrets.ReadingsOf(SecretNames.Bitrix24ApplicationToken));
        Assert.NotNull(await FindFaultAsync("token"));
        Assert.Equal(2, _secrets.ReadingsOf(SecretNames.Bitrix24ApplicationToken));
    }

    [Fact]
    public async Task FindFaultAsync_ManyForgedEventsAtOnce_ReadTheSecretsOnce()
    {
        _secrets.Gate = new();
        var forged = Enumerable.Range(0, 50).Select(_ => FindFaultAsync("forged")).ToList();

        _secrets.Gate.SetResult();

        Assert.All(await Task.WhenAll(forged), Assert.NotNull);
        Assert.Equal(1, _secrets.ReadingsOf(SecretNames.Bitrix24ApplicationToken));
    }

    [Fact]
    public async Task FindFaultAsync_SecretsAreOld_ReadsThemAgain()
    {
        await FindFaultAsync("token");
        Install("replaced", "member");
        Assert.Null(await FindFaultAsync("token"));

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.NotNull(await FindFaultAsync("token"));
    }

    [Theory]
    [InlineData(SecretNames.Bitrix24ApplicationToken)]
    [InlineData(SecretNames.Bitrix24Tokens)]
    public async Task FindFaultAsync_SecretNotSet_NamesItAndAcceptsAsSoonAsItIs(string name)
    {
        var value = _secrets.Values[name];
        _secrets.Values.Remove(name);

        Assert.Contains(name, await FindFaultAsync("token"), StringComparison.Ordinal);
        _secrets.Values[name] = value;
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await FindFaultAsync("token"));
    }

    [Theory]
    [InlineData("some-domain.bitrix24.com")]
    [InlineData("SOME-domain.bitrix24.com")]
    public async Task FindFaultAsync_PortalInAnyCase_IsTheSame(string domain) =>
        Assert.Null(await _verifier.FindFaultAsync("token", "member", domain, Some.Cancel));

    [Theory]
    [InlineData("127.0.0.1:8080", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("127.0.0.1:8081", "its domain is not the configured portal's")]
    public async Task FindFaultAsync_PortalWithAPort_TakesItsHostWithAndWithout(string domain, string? fault)
    {
        _options.PortalUrl = "http://127.0.0.1:8080/";

        Assert.Equal(fault, await _verifier.FindFaultAsync("token", "member", domain, Some.Cancel));
    }

    /// <summary>Events that were on their way when the portal was renamed carry its old name.</summary>
    [Theory]
    [InlineData("new-name.bitrix24.com", null)]
    [InlineData("some-domain.bitrix24.com", null)]
    [InlineData("third.bitrix24.com", "its domain is not the configured portal's")]
    public async Task FindFaultAsync_PortalHasMoved_TakesBothNames(string domain, string? fault)
    {
        await FindFaultAsync("token");
        _secrets.Values[SecretNames.Bitrix24Tokens] =
            """{"access_token":"a","refresh_token":"r","member_id":"member","moved_to":"https://new-name.bitrix24.com/","moved_from":"https://some-domain.bitrix24.com/"}""";
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(fault, await _verifier.FindFaultAsync("token", "member", domain, Some.Cancel));
    }

    [Fact]
    public async Task FindFaultAsync_SecretStoreFails_Fails()
    {
        _secrets.Gate = new();
        _secrets.Gate.SetException(new IOException("vault"));

        await Assert.ThrowsAsync<IOException>(() => FindFaultAsync("token"));
    }

    [Fact]
    public async Task FindFaultAsync_TokensCannotBeRead_SaysSoWithoutShowingThem()
    {
        _secrets.Values[SecretNames.Bitrix24Tokens] = "kept-secret";

        var failure = await Assert.ThrowsAsync<ConfigurationException>(() => FindFaultAsync("token"));

        Assert.DoesNotContain("kept-secret", failure.ToString(), StringComparison.Ordinal);
    }

    private void Install(string applicationToken, string memberId)
    {
        _secrets.Values[SecretNames.Bitrix24ApplicationToken] = applicationToken;
        _secrets.Values[SecretNames.Bitrix24Tokens] = $$"""{"access_token":"a","refresh_token":"r","member_id":"{{memberId}}"}""";
    }

    private Task<string?> FindFaultAsync(string applicationToken) =>
        _verifier.FindFaultAsync(applicationToken, "member", "some-domain.bitrix24.com", Some.Cancel);

    private sealed class CountingSecretStore : ISecretStore
    {
        private readonly List<string> _readings = [];

        public Dictionary<string, string> Values { get; } = [];

        public TaskCompletionSource? Gate { get; set; }

        public int ReadingsOf(string name) => _readings.Count(reading => reading == name);

        public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
        {
            _readings.Add(name);
            await (Gate?.Task ?? Task.CompletedTask);
            return Values.GetValueOrDefault(name);
        }

        public Task WriteAsync(string name, string value, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
