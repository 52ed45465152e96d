using System.Net;
using System.Net.Sockets;

namespace FunctionsSync.Testing;

/// <summary>A port of the loopback address where nobody listens. It is held, so that nobody else comes to listen there.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>With a slash at the end.</summary>
    public Uri Address => new($"http://{_socket.LocalEndPoint}/");

    public void Dispose() => _socket.Dispose();
}
