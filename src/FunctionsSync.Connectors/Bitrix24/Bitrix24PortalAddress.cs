using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Where the portal is: at the address of the setting, or where it was found to have moved. A portal that is renamed answers at its old address
/// with 302. Source: https://apidocs.bitrix24.com/settings/cloud-and-on-premise/change-domain.html.
/// </summary>
public static class Bitrix24PortalAddress
{
    /// <exception cref="ConfigurationException">The setting is missing or no address.</exception>
    public static Uri Configured(Bitrix24Options options) => OutsideAddress.Parse("The setting Bitrix24__PortalUrl", options.PortalUrl, "https://example.bitrix24.com");

    /// <summary>The address to call, with a slash at the end. A move counts only for the address in the settings from which it was found.</summary>
    public static Uri Of(Bitrix24Options options, Bitrix24Tokens? tokens) => MoveIn(options, tokens) ?? Configured(options);

    /// <summary>Where the portal has moved to; null while it is where the settings say.</summary>
    public static Uri? MoveIn(Bitrix24Options options, Bitrix24Tokens? tokens) =>
        tokens is { MovedTo: { } now, MovedFrom: { } before } && before == Configured(options) && CanBeCalled(now) ? now : null;

    /// <summary>Tokens go over https only, or do not leave this machine.</summary>
    internal static bool CanBeCalled(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>The same path at another host.</summary>
    internal static Uri At(Uri host, Uri portal) => new(new Uri(host.GetLeftPart(UriPartial.Authority)), portal.AbsolutePath);
}
