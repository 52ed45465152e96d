using System.Text.Json;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The access token, refreshed when the portal says that it expired and at no other time. A refresh kills the old pair at once, so it runs
/// single flight, the new pair is stored before it is used, and a refused refresh looks first whether somebody else has rotated it.
/// Source: https://apidocs.bitrix24.com/settings/oauth/auto-renewal.html.
/// </summary>
internal sealed class Bitrix24Authorization(
    IHttpClientFactory httpClients, Bitrix24TokenStore store, ISecretStore secrets, IOptions<Bitrix24Options> options) : IDisposable
{
    public const string HttpClientName = "bitrix24-oauth";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Bitrix24Tokens? _current;

    public void Dispose() => _oneAtATime.Dispose();

    /// <exception cref="ConfigurationException">The application was never installed.</exception>
    public async Task<string> GetAccessTokenAsync(CancellationToken cancellationToken) =>
        (_current ??= await ReadAsync(cancellationToken)).AccessToken;

    /// <summary>A token other than the one that was refused.</summary>
    /// <exception cref="RemoteException">The authorisation server refuses to refresh: the application must be installed again.</exception>
    public async Task<string> RenewAsync(string refused, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var stored = await ReadAsync(cancellationToken);
            _current = stored.AccessToken != refused ? stored : await RefreshAsync(stored, cancellationToken);
            return _current.AccessToken;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<Bitrix24Tokens> ReadAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(cancellationToken)
        ?? throw new ConfigurationException(
            $"The secret {SecretNames.Bitrix24Tokens} is not set: install the local application in Bitrix24 and set the tokens it was given with 'functionssync secrets set {SecretNames.Bitrix24Tokens}'.");

    private async Task<Bitrix24Tokens> RefreshAsync(Bitrix24Tokens old, CancellationToken cancellationToken)
    {
        var secret = await secrets.ReadAsync(SecretNames.Bitrix24ClientSecret, cancellationToken)
            ?? throw new ConfigurationException(
                $"The secret {SecretNames.Bitrix24ClientSecret} is not set: set it with 'functionssync secrets set {SecretNames.Bitrix24ClientSecret}'.");

        // A form, not a query: addresses end up in logs.
        using var request = new HttpRequestMessage(HttpMethod.Post, "oauth/token/")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = options.Value.ClientId ?? string.Empty,
                ["client_secret"] = secret,
                ["refresh_token"] = old.RefreshToken,
            }),
        };
        using var response = await RemoteCall.SendAsync(httpClients.CreateClient(HttpClientName), request, "Bitrix24's authorisation server", cancellationToken);
        var body = await Bitrix24Body.ReadAsync(response, cancellationToken);
        if (response.IsSuccessStatusCode && ReadTokens(body, old) is { } renewed)
        {
            await store.WriteAsync(renewed, cancellationToken);
            return renewed;
        }

        var (code, description) = Bitrix24Errors.Read(body);
        if (code == Bitrix24Errors.InvalidGrant && await ReadAsync(cancellationToken) is var stored && stored.RefreshToken != old.RefreshToken)
        {
            return stored;
        }

        throw Bitrix24Errors.ToException("oauth/token", response.StatusCode, code, description, isRead: true);
    }

    private static Bitrix24Tokens? ReadTokens(JsonElement body, Bitrix24Tokens old) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("access_token", out var access) && access.GetString() is { Length: > 0 } accessToken
        && body.TryGetProperty("refresh_token", out var refresh) && refresh.GetString() is { Length: > 0 } refreshToken
            ? new() { AccessToken = accessToken, RefreshToken = refreshToken, MemberId = body.TryGetProperty("member_id", out var member) ? member.GetString() ?? old.MemberId : old.MemberId }
            : null;
}
