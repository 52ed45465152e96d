using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Testing;

internal sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>All three are held until all are known, so that no two are the same.</summary>
    public static AzuritePorts FindFree()
    {
        using var blob = Listen();
        using var queue = Listen();
        using var table = Listen();
        return new(Port(blob), Port(queue), Port(table));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
