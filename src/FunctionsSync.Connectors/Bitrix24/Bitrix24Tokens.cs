using System.Text.Json.Serialization;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// An OAuth pair and the portal it belongs to, in the vendor's own spelling, so that an authorisation server's answer can be stored as it came.
/// Source: https://apidocs.bitrix24.com/settings/oauth/.
/// </summary>
public sealed record Bitrix24Tokens
{
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public required string RefreshToken { get; init; }

    /// <summary>The portal's own id. It survives a rename of the portal, so events are recognised by it.</summary>
    [JsonPropertyName("member_id")]
    public required string MemberId { get; init; }

    public override string ToString() => $"tokens of portal {MemberId}";
}
