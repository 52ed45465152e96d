using System.Net;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Cli.Hosting;

/// <summary>Where <c>serve</c> listens: this machine alone, unless an operator says otherwise.</summary>
internal static class ListenAddress
{
    public const string Setting = "Serve__Address";

    /// <exception cref="ConfigurationException">The setting is no address of a machine.</exception>
    public static IPAddress Read(IConfiguration configuration) => configuration["Serve:Address"] switch
    {
        null or "" => IPAddress.Loopback,
        var text when IPAddress.TryParse(text, out var address) => address,
        var text => throw new ConfigurationException(
            $"The setting {Setting} is no IP address: '{text}'. 127.0.0.1 is this machine alone, 0.0.0.0 every network it is on."),
    };
}
