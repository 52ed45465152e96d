using System.Security.Cryptography;
using System.Text;
using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Whether an event comes from the configured portal and is meant for this application: the token it carries, the portal's own id and its address
/// must all be right. Source: https://apidocs.bitrix24.com/api-reference/events/safe-event-handlers.html.
/// </summary>
public sealed class EventVerifier(
    ISecretStore secrets, Bitrix24TokenStore tokens, IOptions<Bitrix24Options> options, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Known? _known;

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Null when the event is authentic, else why it is not, without any secret.</summary>
    public async Task<string?> FindFaultAsync(string applicationToken, string memberId, string domain, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(Lifetime, cancellationToken);
        if (!Matches(known.ApplicationToken, applicationToken) || !Matches(known.MemberId, memberId) || !IsPortal(known, domain))
        {
            // The application may have been installed or updated meanwhile, or the portal renamed, and Bitrix24 sends an event once.
            known = await KnownAsync(MinimumAge, cancellationToken);
        }

        return known switch
        {
            { ApplicationToken: null } => $"the secret {SecretNames.Bitrix24ApplicationToken} is not set, so no event can be verified: reinstall the local application with this address as its initial install path",
            { MemberId: null } => $"the secret {SecretNames.Bitrix24Tokens} is not set, so no event can be verified: reinstall the local application with this address as its initial install path",
            _ when !Matches(known.ApplicationToken, applicationToken) => "its application_token is not this application's",
            _ when !Matches(known.MemberId, memberId) => "its member_id is not the configured portal's",
            _ when !IsPortal(known, domain) => "its domain is not the configured portal's",
            _ => null,
        };
    }

    /// <summary>
    /// Null when an event that brings new tokens is about the configured portal, else why it is not. It proves nothing yet: anybody can know this much.
    /// </summary>
    public async Task<string?> FindStrangerAsync(string memberId, string domain, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(Lifetime, cancellationToken);
        if (IsStranger(known, memberId) || !IsPortal(known, domain))
        {
            known = await KnownAsync(MinimumAge, cancellationToken);
        }

        return !IsPortal(known, domain) ? "its domain is not the configured portal's"
            : IsStranger(known, memberId) ? $"the tokens in {SecretNames.Bitrix24Tokens} belong to a portal with another member_id"
            : null;
    }

    /// <summary>The secrets have changed: the next event is verified against the new ones.</summary>
    public void Forget() => _known = null;

    private static bool IsStranger(Known known, string memberId) => known.MemberId is not null && !Matches(known.MemberId, memberId);

    private static bool Matches(string? expected, string actual) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual));

    /// <summary>The address in the settings stays good after a move: events may still be on their way.</summary>
    private bool IsPortal(Known known, string domain) => Is(Bitrix24PortalAddress.Configured(options.Value), domain) || (known.MovedTo is { } moved && Is(moved, domain));

    private static bool Is(Uri portal, string domain) =>
        string.Equals(portal.Authority, domain, StringComparison.OrdinalIgnoreCase) || string.Equals(portal.Host, domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>One reading at a time: however many events are forged, the secret store is spared.</summary>
    private async Task<Known> KnownAsync(TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        if (NoOlderThan(maximumAge) is { } known)
        {
            return known;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (NoOlderThan(maximumAge) is { } readMeanwhile)
            {
                return readMeanwhile;
            }

            var now = timeProvider.GetUtcNow();
            var applicationToken = await secrets.ReadAsync(SecretNames.Bitrix24ApplicationToken, cancellationToken);
            var stored = await tokens.ReadAsync(cancellationToken);
            return _known = new(now, applicationToken, stored?.MemberId, Bitrix24PortalAddress.MoveIn(options.Value, stored));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private Known? NoOlderThan(TimeSpan maximumAge) =>
        _known is { } known && timeProvider.GetUtcNow() - known.ReadAt < maximumAge ? known : null;

    /// <summary>A class: it is read without the lock, and whole. Its text shows nothing secret because it has none.</summary>
    private sealed class Known(DateTimeOffset readAt, string? applicationToken, string? memberId, Uri? movedTo)
    {
        public DateTimeOffset ReadAt => readAt;

        public string? ApplicationToken => applicationToken;

        public string? MemberId => memberId;

        public Uri? MovedTo => movedTo;
    }
}
