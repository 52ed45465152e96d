using System.Globalization;
using System.Text;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>A request as the bytes that go out: also one that no HTTP client would send.</summary>
internal sealed class WireRequest
{
    public required string Path { get; init; }

    public required byte[] Body { get; init; }

    public string Method { get; init; } = "POST";

    public string Version { get; init; } = "HTTP/1.1";

    /// <summary>Besides Host and what frames the body. Bytes rather than characters: headers may be in no encoding at all.</summary>
    public List<byte[]> Headers { get; init; } = [];

    public WireFraming Framing { get; init; }

    /// <summary>Whether the server may hang up without a word: its answer to what is no HTTP.</summary>
    public bool MayHangUp { get; init; }

    public static byte[] Header(string name, string value) => Encoding.Latin1.GetBytes($"{name}: {value}");

    public byte[] ToBytes(Random random)
    {
        using var bytes = new MemoryStream();
        Write(bytes, $"{Method} /{Path} {Version}\r\nHost: 127.0.0.1\r\n");
        foreach (var header in Headers)
        {
            bytes.Write(header);
            Write(bytes, "\r\n");
        }

        switch (Framing)
        {
            case WireFraming.Chunked:
                Write(bytes, "Transfer-Encoding: chunked\r\n\r\n");
                WriteChunks(bytes, random);
                break;
            case WireFraming.Missing:
                Write(bytes, "\r\n");
                break;
            case WireFraming.CutShort:
                Write(bytes, $"Content-Length: {Length(Body.Length + 1 + random.Next(1000))}\r\n\r\n");
                bytes.Write(Body);
                break;
            default:
                Write(bytes, $"Content-Length: {Length(Body.Length)}\r\n\r\n");
                bytes.Write(Body);
                break;
        }

        return bytes.ToArray();
    }

    private void WriteChunks(MemoryStream bytes, Random random)
    {
        for (var start = 0; start < Body.Length;)
        {
            var length = Math.Min(Body.Length - start, 1 + random.Next(2000));
            Write(bytes, length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            bytes.Write(Body, start, length);
            Write(bytes, "\r\n");
            start += length;
        }

        Write(bytes, "0\r\n\r\n");
    }

    private static string Length(int length) => length.ToString(CultureInfo.InvariantCulture);

    private static void Write(MemoryStream bytes, string text) => bytes.Write(Encoding.Latin1.GetBytes(text));
}
