using System.Net;
using Azure;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Secrets;

public sealed class KeyVaultSecretStoreTests : SecretStoreContract, IDisposable
{
    private const string Value = "ntn_the-secret-itself";

    private readonly FakeKeyVault _vault = new();
    private readonly FakeCredential _credential = new();

    public void Dispose() => _vault.Dispose();

    protected override ISecretStore Open() => new KeyVaultSecretStore(
        new SecretClient(FakeKeyVault.Address, _credential, new SecretClientOptions { Transport = new HttpClientTransport(_vault), Retry = { MaxRetries = 1, Delay = TimeSpan.Zero } }));

    [Fact]
    public async Task ReadAsync_FirstRequest_AsksForATokenOfTheVault()
    {
        await Open().ReadAsync(SecretNames.NotionToken, Cancelled);

        Assert.Equal("https://vault.azure.net/.default", _credential.Scope);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden")]
    [InlineData(HttpStatusCode.NotFound, "VaultNotFound")]
    public async Task ReadAsync_VaultRefuses_IsAnErrorAndNoMissingSecret(HttpStatusCode status, string code)
    {
        await Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled);
        _vault.Refusal = (status, code);

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Open().ReadAsync(SecretNames.NotionToken, Cancelled));

        Assert.Equal((int)status, refusal.Status);
    }

    /// <summary>Requests wait out an outage of the vault as they do one of the systems; nothing is parked for it.</summary>
    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    [InlineData(HttpStatusCode.TooManyRequests, "Throttled")]
    public async Task ReadAsync_VaultIsOutOfReach_CanBeTriedAgain(HttpStatusCode status, string code)
    {
        _vault.Refusal = (status, code);

        var outage = await Assert.ThrowsAsync<RemoteException>(() => Open().ReadAsync(SecretNames.NotionToken, Cancelled));

        Assert.True(outage.IsRetriable);
        Assert.Contains(SecretNames.NotionToken, outage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_VaultRefuses_IsAnErrorWithoutTheValue()
    {
        _vault.Refusal = (HttpStatusCode.Forbidden, "Forbidden");

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => Open().WriteAsync(SecretNames.NotionToken, Value, Cancelled));

        Assert.DoesNotContain(Value, refusal.ToString(), StringComparison.Ordinal);
    }
}
