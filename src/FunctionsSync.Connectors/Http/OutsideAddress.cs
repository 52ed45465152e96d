using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Http;

/// <summary>Addresses of outside systems, as settings give them.</summary>
public static class OutsideAddress
{
    /// <summary>Reads an absolute https address, or an http one on this machine; the result ends in a slash.</summary>
    /// <exception cref="ConfigurationException">It is missing or something else; the message names the setting.</exception>
    public static Uri Parse(string setting, string? value, string example)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ConfigurationException($"The setting {setting} is missing: set it to an address such as {example}.");
        }

        if (!Uri.TryCreate(value.TrimEnd('/') + '/', UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new ConfigurationException($"The setting {setting} is not an absolute address: '{value}'. Set it to an address such as {example}.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw new ConfigurationException($"The setting {setting} must begin with https://: '{value}'. Plain http is accepted for this machine only.");
        }

        return address;
    }
}
