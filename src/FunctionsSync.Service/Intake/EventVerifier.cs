using System.Security.Cryptography;
using System.Text;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Whether an event comes from the configured portal and is meant for this application: the token it carries, the portal's own id and its address
/// must all be right. Source: https://apidocs.bitrix24.com/api-reference/events/safe-event-handlers.html.
/// </summary>
public sealed class EventVerifier(ISecretStore secrets, Bitrix24TokenStore tokens, IOptions<Bitrix24Options> options, TimeProvider timeProvider)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(10);

    private (DateTimeOffset ReadAt, string? ApplicationToken, string? MemberId)? _known;

    /// <summary>Null when the event is authentic, else why it is not, without any secret.</summary>
    public async Task<string?> FindFaultAsync(string applicationToken, string memberId, string domain, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(Lifetime, cancellationToken);
        if (!Matches(known.ApplicationToken, applicationToken))
        {
            // It may have been replaced when the application was updated.
            known = await KnownAsync(MinimumAge, cancellationToken);
        }

        return known switch
        {
            { ApplicationToken: null } => $"the secret {SecretNames.Bitrix24ApplicationToken} is not set, so no event can be verified",
            { MemberId: null } => $"the secret {SecretNames.Bitrix24Tokens} is not set, so no event can be verified",
            _ when !Matches(known.ApplicationToken, applicationToken) => "its application_token is not this application's",
            _ when !Matches(known.MemberId, memberId) => "its member_id is not the configured portal's",
            _ when !IsConfiguredPortal(domain) => "its domain is not the configured portal's",
            _ => null,
        };
    }

    private static bool Matches(string? expected, string actual) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    private bool IsConfiguredPortal(string domain)
    {
        var portal = OutsideAddress.Parse("Bitrix24__PortalUrl", options.Value.PortalUrl, "https://example.bitrix24.com");
        return string.Equals(portal.Authority, domain, StringComparison.OrdinalIgnoreCase) || string.Equals(portal.Host, domain, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(string? ApplicationToken, string? MemberId)> KnownAsync(TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        if (_known is { } known && now - known.ReadAt < maximumAge)
        {
            return (known.ApplicationToken, known.MemberId);
        }

        var applicationToken = await secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, cancellationToken);
        var memberId = (await tokens.ReadAsync(cancellationToken))?.MemberId;
        _known = (now, applicationToken, memberId);
        return (applicationToken, memberId);
    }
}
