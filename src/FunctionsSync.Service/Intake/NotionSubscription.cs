using System.Security.Cryptography;
using System.Text;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// The verification tokens of Notion's webhooks. Notion posts a token once, a person enters it in Notion, and from then on it signs every event. Anybody
/// can post one, so a token counts only after an operator has been shown it and an event signed with it has come, and it never takes the place
/// of the one in use unless an operator said so.
/// </summary>
public sealed class NotionSubscription(ISecretStore secrets, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Also how long after one token another is taken: however many are sent, the secret store is spared.</summary>
    private static readonly TimeSpan MinimumAge = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Known? _known;
    private DateTimeOffset? _takenAt;

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Who signed this body.</summary>
    public async Task<WebhookSigner> FindSignerAsync(NotionSignature signature, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(Lifetime, cancellationToken);
        if (known.SignerOf(signature, body) is not WebhookSigner.Unknown and var signer)
        {
            return signer;
        }

        // An operator may have set or looked at a token meanwhile.
        var again = await KnownAsync(MinimumAge, cancellationToken);
        return ReferenceEquals(again, known) ? WebhookSigner.Unknown : again.SignerOf(signature, body);
    }

    /// <summary>An event came that was signed with the pending token: Notion has verified the subscription, and it takes over.</summary>
    public async Task ActivateAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var stored = await ReadAsync(cancellationToken);
            if (stored is { IsOpen: true, Pending: { Token: { } token, IsShown: true } })
            {
                await secrets.WriteAsync(SecretNames.NotionWebhookToken, token, cancellationToken);
                await secrets.WriteAsync(SecretNames.NotionWebhookPending, new PendingWebhook().Serialize(), cancellationToken);
                _known = await ReadAsync(cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Takes the token of a handshake, which nothing vouches for; false when another is in use, or one has just been taken.</summary>
    public async Task<bool> OfferAsync(string token, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(MinimumAge, cancellationToken);
        if (known.Has(token))
        {
            return true;
        }

        if (!known.IsOpen)
        {
            return false;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var now = timeProvider.GetUtcNow();
            if (now - _takenAt < MinimumAge)
            {
                return false;
            }

            _takenAt = now;
            var stored = await ReadAsync(cancellationToken);
            if (stored.IsOpen && !stored.Has(token))
            {
                var pending = new PendingWebhook { Token = token, Replaces = stored.Pending.Replaces };
                await secrets.WriteAsync(SecretNames.NotionWebhookPending, pending.Serialize(), cancellationToken);
                stored = await ReadAsync(cancellationToken);
            }

            _known = stored;
            return stored.Has(token);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The token an operator has to enter in Notion, null when none has arrived; from now on it counts.</summary>
    public async Task<string?> ShowAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken);
        if (!stored.IsOpen)
        {
            return null;
        }

        if (stored.Pending is { Token: not null, IsShown: false } pending)
        {
            var shown = new PendingWebhook { Token = pending.Token, IsShown = true, Replaces = pending.Replaces };
            await secrets.WriteAsync(SecretNames.NotionWebhookPending, shown.Serialize(), cancellationToken);
        }

        return stored.Pending.Token;
    }

    /// <summary>Whether a subscription is in use.</summary>
    public async Task<bool> IsActiveAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Active is not null;

    /// <summary>The next token that arrives may take the place of the one in use, which goes on until then. One that waits is forgotten.</summary>
    public Task ReplaceAsync(CancellationToken cancellationToken) =>
        secrets.WriteAsync(SecretNames.NotionWebhookPending, new PendingWebhook { Replaces = true }.Serialize(), cancellationToken);

    private async Task<Known> KnownAsync(TimeSpan maximumAge, CancellationToken cancellationToken)
    {
        if (NoOlderThan(maximumAge) is { } known)
        {
            return known;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return NoOlderThan(maximumAge) ?? (_known = await ReadAsync(cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<Known> ReadAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var active = await secrets.ReadAsync(SecretNames.NotionWebhookToken, cancellationToken);
        return new(now, active, PendingWebhook.Deserialize(await secrets.ReadAsync(SecretNames.NotionWebhookPending, cancellationToken)));
    }

    private Known? NoOlderThan(TimeSpan maximumAge) =>
        _known is { } known && timeProvider.GetUtcNow() - known.ReadAt < maximumAge ? known : null;

    /// <summary>A class: it is read without the lock, and whole. Its text shows nothing secret because it has none.</summary>
    private sealed class Known(DateTimeOffset readAt, string? active, PendingWebhook pending)
    {
        public DateTimeOffset ReadAt => readAt;

        public string? Active => active;

        public PendingWebhook Pending => pending;

        /// <summary>Whether a token may arrive and wait.</summary>
        public bool IsOpen => active is null || pending.Replaces;

        public bool Has(string token) => IsEqual(active, token) || (IsOpen && IsEqual(pending.Token, token));

        public WebhookSigner SignerOf(NotionSignature signature, ReadOnlyMemory<byte> body)
        {
            if (active is not null && signature.IsOf(body.Span, active))
            {
                return WebhookSigner.Active;
            }

            return IsOpen && pending is { Token: { } token, IsShown: true } && signature.IsOf(body.Span, token) ? WebhookSigner.Pending : WebhookSigner.Unknown;
        }

        private static bool IsEqual(string? known, string token) =>
            known is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(token));
    }
}
