namespace FunctionsSync.Core.Ports;

/// <summary>The secrets of the product. Key Vault allows letters, digits and dashes.</summary>
public static class SecretNames
{
    /// <summary>The installation access token of the Notion connection.</summary>
    public const string NotionToken = "notion-token";

    /// <summary>The verification token of the Notion webhook subscription.</summary>
    public const string NotionWebhookToken = "notion-webhook-token";

    /// <summary>
    /// A verification token that has arrived and is not in use yet, as JSON. The service writes it and <c>functionssync webhook show</c> reads it, so it
    /// is none of <see cref="All"/>.
    /// </summary>
    public const string NotionWebhookPending = "notion-webhook-pending";

    /// <summary>The client secret of the Bitrix24 local application.</summary>
    public const string Bitrix24ClientSecret = "bitrix24-client-secret";

    /// <summary>The OAuth pair as JSON, with the portal it belongs to; rewritten at every refresh.</summary>
    public const string Bitrix24Tokens = "bitrix24-tokens";

    /// <summary>The token every event of the portal carries, constant per portal and application.</summary>
    public const string Bitrix24ApplicationToken = "bitrix24-application-token";

    /// <summary>The address to which the portal sends its events: written by <c>bind</c>, never by hand.</summary>
    public const string Bitrix24Handler = "bitrix24-handler";

    /// <summary>Those that are set by hand or by an installation.</summary>
    public static IReadOnlyList<string> All { get; } = [NotionToken, NotionWebhookToken, Bitrix24ClientSecret, Bitrix24Tokens, Bitrix24ApplicationToken];
}
