using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Infra.Tests;

/// <summary>One message with its <c>Content-Length</c> header.</summary>
internal static class RpcFrame
{
    private const string Header = "Content-Length: ";

    public static async Task WriteAsync(Stream stream, JsonNode message, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Header}{body.Length}\r\n\r\n"), cancellationToken);
        await stream.WriteAsync(body, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public static async Task<JsonNode> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = 0;
        while (await ReadLineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            if (line.StartsWith(Header, StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(Header.Length), CultureInfo.InvariantCulture);
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return JsonNode.Parse(body)!;
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
