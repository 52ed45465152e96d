using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// Takes over what an installation or an update of the application brings: its tokens, and the token that every later event carries. No secret proves
/// such an event, so its access token must be good for our application at the configured portal; no address in it is called.
/// Source: https://apidocs.bitrix24.com/api-reference/common/events/on-app-install.html.
/// </summary>
public sealed partial class ApplicationInstallation(
    EventVerifier verifier, IBitrix24Application application, ISecretStore secrets, EventBindings bindings, IOptions<Bitrix24Options> options,
    TimeProvider timeProvider, ILogger<ApplicationInstallation> logger) : IDisposable
{
    /// <summary>How many events that prove nothing are looked into within <see cref="Period"/>: each costs the portal a request.</summary>
    private const int MostFailures = 10;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Queue<DateTimeOffset> _failures = [];

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Whether an event is about the application itself and brings its tokens.</summary>
    public static bool IsAbout(Bitrix24EventForm form) => form.Event is "ONAPPINSTALL" or "ONAPPUPDATE";

    /// <exception cref="RemoteException">The portal could not be asked.</exception>
    public async Task<IntakeResult> AcceptAsync(Bitrix24EventForm form, CancellationToken cancellationToken)
    {
        if (form is not { AccessToken: { Length: > 0 } access, RefreshToken: { Length: > 0 } refresh, ApplicationToken: { } applicationToken, MemberId: { } member, Domain: { } domain })
        {
            return new(400, "An event about the application has the fields auth[access_token] and auth[refresh_token].");
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (IsExhausted())
            {
                return new(429, "Too many events about the application proved nothing. Try again in a minute.");
            }

            if (await FindFaultAsync(access, member, domain, cancellationToken) is { } fault)
            {
                _failures.Enqueue(timeProvider.GetUtcNow());
                return new(403, $"This event was not accepted: {fault}.");
            }

            await secrets.WriteAsync(SecretNames.Bitrix24ApplicationToken, applicationToken, cancellationToken);
            await application.InstallAsync(access, refresh, member, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }

        verifier.Forget();
        Log.Installed(logger);
        await RestoreBindingsAsync(cancellationToken);
        return new(200, "Installed.");
    }

    private async Task<string?> FindFaultAsync(string accessToken, string memberId, string domain, CancellationToken cancellationToken)
    {
        if (await verifier.FindStrangerAsync(memberId, domain, cancellationToken) is { } fault)
        {
            return fault;
        }

        return await application.FindClientIdAsync(accessToken, cancellationToken) switch
        {
            null => "the configured portal does not know its access token",
            var clientId when clientId != options.Value.ClientId => "its access token is another application's: the setting Bitrix24__ClientId is not its client id",
            _ => null,
        };
    }

    private bool IsExhausted()
    {
        while (_failures.TryPeek(out var oldest) && timeProvider.GetUtcNow() - oldest >= Period)
        {
            _failures.Dequeue();
        }

        return _failures.Count >= MostFailures;
    }

    /// <summary>An installation takes the bindings with it. Where they cannot be restored now, the catch-up does it.</summary>
    private async Task RestoreBindingsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bindings.RestoreAsync(cancellationToken);
        }
        catch (RemoteException exception)
        {
            Log.NotBound(logger, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The application was installed or updated in Bitrix24, and its new tokens are stored.")]
        public static partial void Installed(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The events could not be bound after the installation; the catch-up tries again. {Why}")]
        public static partial void NotBound(ILogger logger, string why);
    }
}
