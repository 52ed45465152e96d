using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The access token and the portal's address. A token is refreshed when the portal says that it expired and at no other time. A refresh kills the
/// old pair at once, so it runs single flight across all instances, and the new pair is stored before it is used.
/// Source: https://apidocs.bitrix24.com/settings/oauth/auto-renewal.html.
/// </summary>
internal sealed partial class Bitrix24Authorization(
    Bitrix24TokenRefresh refresh, Bitrix24TokenStore store, Bitrix24SingleFlight alone, IOptions<Bitrix24Options> options, TimeProvider timeProvider,
    ILogger<Bitrix24Authorization> logger)
{
    private const int SaveAttempts = 8;

    private static readonly TimeSpan FirstSaveDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>For whoever was faster and has not stored his pair yet.</summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    /// <summary>How long an address that nobody confirmed is not asked about again.</summary>
    private static readonly TimeSpan DoubtTime = TimeSpan.FromMinutes(10);

    private volatile Bitrix24Tokens? _current;

    /// <summary>A pair that could not be stored, and the refresh token it was got for. Nothing else is left of that installation.</summary>
    private (string RefreshToken, Bitrix24Renewal.Renewed Renewal)? _unsaved;
    private (string Authority, DateTimeOffset Until)? _doubted;

    /// <exception cref="ConfigurationException">The application was never installed.</exception>
    public async Task<Bitrix24Access> GetAsync(CancellationToken cancellationToken) => AccessBy(_current ??= await ReadAsync(cancellationToken));

    /// <summary>The token was refused and cannot be renewed: the next call takes what is stored by then, which another instance may have replaced.</summary>
    public void Forget() => _current = null;

    /// <summary>Where the portal is, also before anything was installed.</summary>
    public async Task<Uri> GetPortalAsync(CancellationToken cancellationToken) =>
        Bitrix24PortalAddress.Of(options.Value, _current ?? await store.ReadAsync(cancellationToken));

    /// <summary>Access by a token other than the one that was refused.</summary>
    /// <exception cref="RemoteException">The authorisation server refuses to refresh: the application must be installed again.</exception>
    public Task<Bitrix24Access> RenewAsync(Bitrix24Access refused, CancellationToken cancellationToken) => ChangeAsync(
        tokens => tokens.AccessToken != refused.Token,
        async tokens => (await RefreshAsync(tokens, cancellationToken)).Tokens,
        cancellationToken);

    /// <summary>
    /// Access at the address to which the portal redirects. Tokens go there only when the authorisation server, asked by a refresh, says so too;
    /// from one address of this machine to another they go as they are.
    /// </summary>
    /// <param name="old">What was used at the old address.</param>
    /// <param name="location">Where it redirects to: a hint.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RemoteException">Nobody confirms that the portal has moved.</exception>
    public Task<Bitrix24Access> FollowAsync(Bitrix24Access old, Uri location, CancellationToken cancellationToken) => ChangeAsync(
        tokens => AccessBy(tokens).Portal != old.Portal,
        tokens => MoveAsync(tokens, old.Portal, location, cancellationToken),
        cancellationToken);

    /// <summary>Stores the tokens of a new installation. A refresh under way comes first, so that it cannot overwrite them.</summary>
    public async Task ReplaceAsync(Bitrix24Tokens installed, CancellationToken cancellationToken) => _current = await alone.RunAsync(
        () => Task.FromResult<Bitrix24Tokens?>(null),
        async () =>
        {
            // A rename that was found stays found.
            var before = await store.ReadAsync(cancellationToken);
            return await SaveAsync(installed with { MovedTo = before?.MovedTo, MovedFrom = before?.MovedFrom });
        },
        cancellationToken);

    private async Task<Bitrix24Access> ChangeAsync(
        Func<Bitrix24Tokens, bool> isNews, Func<Bitrix24Tokens, Task<Bitrix24Tokens>> change, CancellationToken cancellationToken)
    {
        Bitrix24Tokens? stored = null;
        _current = await alone.RunAsync(
            async () => isNews(stored = await ReadAsync(cancellationToken)) ? stored : null,
            async () => await change(stored ?? await ReadAsync(cancellationToken)),
            cancellationToken);
        return AccessBy(_current);
    }

    private async Task<Bitrix24Tokens> MoveAsync(Bitrix24Tokens tokens, Uri portal, Uri location, CancellationToken cancellationToken)
    {
        if (_doubted is { } doubted && doubted.Authority == location.Authority && timeProvider.GetUtcNow() < doubted.Until)
        {
            throw Unconfirmed(location);
        }

        var (renewed, confirmed) = portal.IsLoopback && location.IsLoopback ? (tokens, location) : await RefreshAsync(tokens, cancellationToken);
        if (confirmed is null || confirmed.Authority == portal.Authority || !Bitrix24PortalAddress.CanBeCalled(confirmed))
        {
            _current = renewed;
            _doubted = (location.Authority, timeProvider.GetUtcNow() + DoubtTime);
            throw Unconfirmed(location);
        }

        var configured = Bitrix24PortalAddress.Configured(options.Value);
        var now = Bitrix24PortalAddress.At(confirmed, configured);
        Log.Moved(logger, portal, now);
        return await SaveAsync(renewed with { MovedTo = now, MovedFrom = configured });
    }

    /// <summary>A pair other than the old one, safely stored: ours, or that of whoever was faster.</summary>
    private async Task<(Bitrix24Tokens Tokens, Uri? Portal)> RefreshAsync(Bitrix24Tokens old, CancellationToken cancellationToken)
    {
        var renewal = _unsaved is { } kept && kept.RefreshToken == old.RefreshToken ? kept.Renewal : await refresh.SendAsync(old, cancellationToken);
        switch (renewal)
        {
            case Bitrix24Renewal.Renewed renewed:
                _unsaved = (old.RefreshToken, renewed);
                await SaveAsync(renewed.Tokens);
                _unsaved = null;
                return (renewed.Tokens, renewed.Portal);
            case Bitrix24Renewal.Refused { IsSpent: true } refused:
                return (await OvertakenAsync(old, cancellationToken) ?? throw refused.Reason, null);
            case Bitrix24Renewal.Refused refused:
                throw refused.Reason;
            default:
                throw new InvalidOperationException($"Unknown answer to a refresh: {renewal.GetType().Name}.");
        }
    }

    private async Task<Bitrix24Tokens?> OvertakenAsync(Bitrix24Tokens old, CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is var stored && stored.RefreshToken != old.RefreshToken)
        {
            return stored;
        }

        await Task.Delay(SettleTime, timeProvider, cancellationToken);
        return await ReadAsync(cancellationToken) is var settled && settled.RefreshToken != old.RefreshToken ? settled : null;
    }

    /// <summary>Tried hard and to the end, whoever gives up meanwhile: the old pair is dead, and this is the only place where the new one is.</summary>
    /// <exception cref="RemoteException">It could not be stored. It is kept, and stored before the next use.</exception>
    private async Task<Bitrix24Tokens> SaveAsync(Bitrix24Tokens tokens)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await store.WriteAsync(tokens, CancellationToken.None);
                return tokens;
            }
            catch (Exception exception) when (attempt < SaveAttempts)
            {
                Log.NotSaved(logger, attempt, exception.GetType().Name);
                await Task.Delay(FirstSaveDelay * Math.Pow(2, attempt - 1), timeProvider, CancellationToken.None);
            }
            catch (Exception exception)
            {
                throw new RemoteException(
                    RemoteFailure.Unreachable,
                    $"New Bitrix24 tokens could not be stored in the secret {SecretNames.Bitrix24Tokens}. They are kept in memory until they are: do not restart before the secret store can be written to again.",
                    exception);
            }
        }
    }

    private async Task<Bitrix24Tokens> ReadAsync(CancellationToken cancellationToken) =>
        await store.ReadAsync(cancellationToken)
        ?? throw new ConfigurationException(
            $"The secret {SecretNames.Bitrix24Tokens} is not set: install the local application in Bitrix24, with this service's address as its initial install path, or set the tokens by hand with 'functionssync secrets set {SecretNames.Bitrix24Tokens}'.");

    private Bitrix24Access AccessBy(Bitrix24Tokens tokens) => new(tokens.AccessToken, Bitrix24PortalAddress.Of(options.Value, tokens));

    private static RemoteException Unconfirmed(Uri location) => new(
        RemoteFailure.Forbidden,
        $"The Bitrix24 portal redirects to {location.Host}, and the authorisation server does not confirm that it has moved there: if it has, set Bitrix24__PortalUrl to its new address.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Bitrix24 portal has moved from {From} to {To}. It is called there from now on; set Bitrix24__PortalUrl to it when convenient.")]
        public static partial void Moved(ILogger logger, Uri from, Uri to);

        [LoggerMessage(2, LogLevel.Warning, "New Bitrix24 tokens could not be stored (attempt {Attempt}): {Kind}. It is tried again.")]
        public static partial void NotSaved(ILogger logger, int attempt, string kind);
    }
}
