namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>Section <c>Bitrix24</c> of the settings.</summary>
public sealed class Bitrix24Options
{
    /// <summary>The portal's address, such as <c>https://example.bitrix24.com</c>. Required.</summary>
    public string? PortalUrl { get; set; }

    /// <summary>The local application's id, <c>local.…</c>. Required; its secret is the secret <c>bitrix24-client-secret</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// The authorisation server: <c>https://oauth.bitrix24.tech</c> for portals in Russia, Belarus and Kazakhstan, <c>https://oauth.bitrix.info</c> (the default) elsewhere.
    /// </summary>
    public string OAuthUrl { get; set; } = "https://oauth.bitrix.info";

    /// <summary>
    /// Requests per second the portal drains from its bucket: 2 (the default), 5 on the Enterprise plan. More are refused with 503.
    /// Source: https://apidocs.bitrix24.com/limits.html.
    /// </summary>
    public double RequestsPerSecond { get; set; } = 2;

    /// <summary>How many requests the bucket holds: 50 (the default), 250 on the Enterprise plan.</summary>
    public int Burst { get; set; } = 50;

    /// <summary>
    /// Whether the portal also keeps events for us until we fetch them, so that none is lost while nobody listens; false is the default. Needs a plan
    /// with <c>rest_offline_extended</c>; on others a warning says so and nothing changes.
    /// </summary>
    public bool OfflineEvents { get; set; }
}
