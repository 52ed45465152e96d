using System.Text.Json;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Exchanges a pair of tokens for the next one at the authorisation server. Source: https://apidocs.bitrix24.com/settings/oauth/auto-renewal.html.
/// </summary>
internal sealed class Bitrix24TokenRefresh(IHttpClientFactory httpClients, ISecretStore secrets, IOptions<Bitrix24Options> options)
{
    public const string HttpClientName = "bitrix24-oauth";

    /// <summary>Not cut short by a caller who gives up: the old pair dies as soon as the server has the request, and the answer holds the only other one.</summary>
    /// <exception cref="RemoteException">No answer came; whether the old pair still lives is then unknown.</exception>
    /// <exception cref="ConfigurationException">The client secret is not set.</exception>
    public async Task<Bitrix24Renewal> SendAsync(Bitrix24Tokens old, CancellationToken cancellationToken)
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
        using var response = await RemoteCall.SendAsync(httpClients.CreateClient(HttpClientName), request, "Bitrix24's authorisation server", CancellationToken.None);
        var body = await Bitrix24Body.ReadAsync(response, CancellationToken.None);
        if (response.IsSuccessStatusCode && Read(body, old) is { } renewed)
        {
            return new Bitrix24Renewal.Renewed(renewed, EndpointIn(body));
        }

        var (code, description) = Bitrix24Errors.Read(body);
        return new Bitrix24Renewal.Refused(
            Bitrix24Errors.ToException("oauth/token", response.StatusCode, code, description, isRead: true), code == Bitrix24Errors.InvalidGrant);
    }

    private static Bitrix24Tokens? Read(JsonElement body, Bitrix24Tokens old) =>
        PhpJson.Text(body, "access_token") is { Length: > 0 } access && PhpJson.Text(body, "refresh_token") is { Length: > 0 } refresh
            ? old with { AccessToken = access, RefreshToken = refresh, MemberId = PhpJson.Text(body, "member_id") ?? old.MemberId }
            : null;

    /// <summary><c>client_endpoint</c> is the portal's <c>rest/</c>.</summary>
    private static Uri? EndpointIn(JsonElement body) =>
        Uri.TryCreate(PhpJson.Text(body, "client_endpoint"), UriKind.Absolute, out var endpoint) ? endpoint : null;
}
