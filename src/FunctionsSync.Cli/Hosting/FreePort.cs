using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Cli.Hosting;

/// <summary>Ports of this machine's loopback address.</summary>
internal static class FreePort
{
    /// <summary>The port itself when it is free, else one that is.</summary>
    public static int Prefer(int port) => TryProbe(port) ?? Probe(0);

    /// <summary>Whether a listener would find the port free; 0 always is.</summary>
    public static bool IsFree(int port) => TryProbe(port) is not null;

    private static int? TryProbe(int port)
    {
        try
        {
            return Probe(port);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static int Probe(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
