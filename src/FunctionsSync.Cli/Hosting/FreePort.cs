using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Cli.Hosting;

/// <summary>Ports of this machine's loopback address.</summary>
internal static class FreePort
{
    /// <summary>The port itself when it is free, else one that is.</summary>
    public static int Prefer(int port)
    {
        try
        {
            return Probe(port);
        }
        catch (SocketException)
        {
            return Probe(0);
        }
    }

    private static int Probe(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
