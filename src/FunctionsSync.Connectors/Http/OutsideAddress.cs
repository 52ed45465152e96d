using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Http;

/// <summary>Addresses that somebody has entered: of outside systems, in settings, and of this service as it is seen from outside.</summary>
public static class OutsideAddress
{
    /// <summary>Reads an absolute https address, or an http one on this machine; the result ends in a slash.</summary>
    /// <param name="what">What the address is, as a sentence about it begins: <c>The setting Notion__BaseUrl</c>.</param>
    /// <param name="value">The address.</param>
    /// <param name="example">One that would do.</param>
    /// <exception cref="ConfigurationException">It is missing or something else.</exception>
    public static Uri Parse(string what, string? value, string example)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ConfigurationException($"{what} is missing: it must be an address such as {example}.");
        }

        if (!Uri.TryCreate(value.TrimEnd('/') + '/', UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            throw new ConfigurationException($"{what} is not an absolute address: '{value}'. It must be one such as {example}.");
        }

        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
        {
            throw new ConfigurationException($"{what} must begin with https://: '{value}'. Plain http is accepted for this machine only.");
        }

        return address;
    }
}
