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

    /// <summary>Where the portal has moved to; null while it is where the settings say. See <see cref="Bitrix24PortalAddress"/>.</summary>
    [JsonPropertyName("moved_to")]
    public Uri? MovedTo { get; init; }

    /// <summary>The address the settings gave when it moved: once they give another, that one counts.</summary>
    [JsonPropertyName("moved_from")]
    public Uri? MovedFrom { get; init; }

    public override string ToString() => $"tokens of portal {MemberId}";
}
