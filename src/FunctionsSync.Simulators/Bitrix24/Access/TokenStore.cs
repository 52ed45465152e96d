using System.Globalization;
using FunctionsSync.Simulators.Bitrix24.Events;

namespace FunctionsSync.Simulators.Bitrix24.Access;

/// <summary>The tokens that live. A refresh kills the refresh token and the access token issued with it, at once.</summary>
internal sealed class TokenStore(TimeProvider timeProvider, TimeSpan lifetime)
{
    private static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(180);

    private readonly Dictionary<string, AccessToken> _access = [];
    private readonly Dictionary<string, (IssuedTokens Issued, DateTimeOffset ExpiresAt)> _refresh = [];
    private int _last;

    public IssuedTokens Issue(int userId)
    {
        var access = Add(userId, PortalHit.FullHops);
        var issued = new IssuedTokens(access.Value, Next("refresh"), access.ExpiresAt, userId);
        _refresh.Add(issued.RefreshToken, (issued, timeProvider.GetUtcNow() + RefreshLifetime));
        return issued;
    }

    public AccessToken IssueForEvent(int userId, int hopsLeft) => Add(userId, hopsLeft);

    public AccessToken? Find(string accessToken) => _access.GetValueOrDefault(accessToken);

    /// <summary>A new pair, or null when the refresh token is unknown, used before, or expired.</summary>
    public IssuedTokens? Refresh(string refreshToken)
    {
        if (!_refresh.Remove(refreshToken, out var old) || old.ExpiresAt <= timeProvider.GetUtcNow())
            return null;
        _access.Remove(old.Issued.AccessToken);
        return Issue(old.Issued.UserId);
    }

    public void Clear()
    {
        _access.Clear();
        _refresh.Clear();
    }

    private AccessToken Add(int userId, int hopsLeft)
    {
        var token = new AccessToken(Next("access"), userId, timeProvider.GetUtcNow() + lifetime, hopsLeft);
        _access.Add(token.Value, token);
        return token;
    }

    // Counted, not random, so that a run under virtual time repeats exactly.
    private string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"simulated-{kind}-token-{++_last:D8}");
}
