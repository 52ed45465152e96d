using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>The authorization server's token endpoint; it knows refreshing only.</summary>
internal sealed class OAuthServer(Bitrix24SimulatorOptions options, TokenStore tokens)
{
    public OAuthAnswer Answer(JsonObject parameters, Uri portal)
    {
        if (Php.Text(parameters["grant_type"]) != "refresh_token")
            return Refused(400, "invalid_request", "An invalid or unsupported grant_type was requested");
        if (Php.Text(parameters["client_id"]) != options.ClientId || Php.Text(parameters["client_secret"]) != options.ClientSecret)
            return Refused(401, "invalid_client", "Invalid client credentials");
        return tokens.Refresh(Php.Text(parameters["refresh_token"])) is { } issued
            ? new OAuthAnswer(200, Granted(issued, portal))
            : Refused(400, "invalid_grant", "Invalid refresh token");
    }

    private JsonObject Granted(IssuedTokens issued, Uri portal)
    {
        var rest = new Uri(portal, "rest/").AbsoluteUri;
        return new JsonObject
        {
            ["access_token"] = issued.AccessToken,
            ["expires"] = issued.ExpiresAt.ToUnixTimeSeconds(),
            ["expires_in"] = (long)options.AccessTokenLifetime.TotalSeconds,
            ["refresh_token"] = issued.RefreshToken,
            ["scope"] = string.Join(',', options.Scopes),
            // The authorization server's own host, never the portal's. Here they are the same.
            ["domain"] = portal.Authority,
            ["server_endpoint"] = rest,
            ["client_endpoint"] = rest,
            ["member_id"] = options.MemberId,
            ["user_id"] = issued.UserId,
            ["status"] = "L",
        };
    }

    private static OAuthAnswer Refused(int status, string error, string description) =>
        new(status, new JsonObject { ["error"] = error, ["error_description"] = description });
}
