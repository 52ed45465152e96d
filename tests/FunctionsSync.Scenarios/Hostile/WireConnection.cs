using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>A connection that sends any bytes and understands the server's answers; opened again where the server has hung up.</summary>
internal sealed class WireConnection(Uri server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[16 * 1024];
    private Socket? _socket;

    public void Dispose() => Close();

    /// <returns>The status; null where the server hung up without one.</returns>
    public async Task<int?> SendAsync(WireRequest request, byte[] bytes, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = _socket ??= await ConnectAsync(either.Token);
        var sending = SendAsync(socket, bytes, request.Framing == WireFraming.CutShort, either.Token);
        var answer = await ReceiveAsync(socket, either.Token);
        var sent = await sending;
        if (answer is not { IsLast: false } || !sent || request.MayHangUp || request.Framing == WireFraming.CutShort)
            Close();
        return answer?.Status;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        return socket;
    }

    /// <summary>False when the server did not take everything: it may answer, or hang up, before it has read the body.</summary>
    private static async Task<bool> SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, bool thenHangUp, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
            if (thenHangUp)
                socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<Answer?> ReceiveAsync(Socket socket, CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var read = await ReceiveAsync(socket, _buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return null;
            length += read;
            var end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            while (end >= 0)
            {
                var head = Encoding.Latin1.GetString(_buffer, 0, end);
                var rest = length - (end + 4);
                _buffer.AsSpan(end + 4, rest).CopyTo(_buffer);
                length = rest;
                var status = int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
                // 100 Continue is followed by the answer itself.
                if (status >= 200)
                    return new(status, await IsLastAsync(socket, head, rest, cancellationToken));
                end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            }
        }
    }

    /// <summary>Reads the rest of the answer, so that the connection can be used again.</summary>
    private async Task<bool> IsLastAsync(Socket socket, string head, int received, CancellationToken cancellationToken)
    {
        var length = HeaderOf(head, "Content-Length") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (received < length)
        {
            var read = await ReceiveAsync(socket, _buffer, cancellationToken);
            if (read == 0)
                return true;
            received += read;
        }

        return received > length || HeaderOf(head, "Connection") == "close" || HeaderOf(head, "Transfer-Encoding") is not null;
    }

    private static string? HeaderOf(string head, string name) => head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    private static async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private sealed record Answer(int Status, bool IsLast);
}
