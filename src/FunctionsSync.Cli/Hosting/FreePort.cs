using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Cli.Hosting;

/// <summary>Ports of this machine's loopback address, unless another is given.</summary>
internal static class FreePort
{
    /// <summary>The port itself when it is free, else one that is.</summary>
    public static int Prefer(int port) => TryProbe(port) ?? Probe(0);

    /// <summary>Whether a listener would find the port free; 0 always is.</summary>
    public static bool IsFree(int port, IPAddress? address = null) => TryProbe(port, address) is not null;

    private static int? TryProbe(int port, IPAddress? address = null)
    {
        try
        {
            return Probe(port, address);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static int Probe(int port, IPAddress? address = null)
    {
        using var listener = new TcpListener(address ?? IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
