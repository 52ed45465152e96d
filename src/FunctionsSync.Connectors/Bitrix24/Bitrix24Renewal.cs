using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What the authorisation server answered to a refresh.</summary>
internal abstract record Bitrix24Renewal
{
    private Bitrix24Renewal()
    {
    }

    /// <summary>A new pair, whose forerunner is dead.</summary>
    /// <param name="Tokens">The pair.</param>
    /// <param name="Portal">The portal's address as the authorisation server knows it; null when it did not say.</param>
    public sealed record Renewed(Bitrix24Tokens Tokens, Uri? Portal) : Bitrix24Renewal;

    /// <param name="Reason">What to throw.</param>
    /// <param name="IsSpent">The refresh token was used before, or is too old.</param>
    public sealed record Refused(RemoteException Reason, bool IsSpent) : Bitrix24Renewal;
}
