using System.Text;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>A hostile request whose head is hostile too.</summary>
internal static class WireAbuse
{
    public const string UnknownVersion = "HTTP/9.9";

    private static readonly string[] Methods = ["GET", "PUT", "DELETE", "OPTIONS", "HEADX", "post", "TRACE", "PATCH", "P\0ST", "CONNECT"];

    private static readonly string[] BadHeaders =
    [
        "Content-Length: 5", "Content-Length: -1", "Content-Length: 99999999999999999999", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, chunked",
        "Expect: 100-continue", "Host: evil.example.com", "No colon", ": no name", "A b: c", "X: \0", " X: folded", "Connection: close", "Connection: upgrade",
        "Upgrade: h2c", "Content-Encoding: gzip", "X-Forwarded-For: ::1", "X-HTTP-Method-Override: DELETE", "Authorization: Bearer x", "Cookie: a=b; c",
    ];

    public static WireRequest Of(WireRequest hostile, Random random) => random.Next(6) switch
    {
        0 => With(hostile, Encoding.Latin1.GetBytes(BadHeaders[random.Next(BadHeaders.Length)])),
        1 => With(hostile, [.. "X-Noise: "u8, .. Noise(random, random.Next(100))]),
        2 => With(hostile, [.. "X-Long: "u8, .. Enumerable.Repeat((byte)'x', random.Next(40_000))]),
        3 => With(hostile, [.. Enumerable.Range(0, random.Next(200)).Select(number => WireRequest.Header($"X-{number}", "1"))]),
        4 => Copy(hostile, method: Methods[random.Next(Methods.Length)]),
        _ => random.Next(2) == 0
            ? Copy(hostile, version: random.Next(3) switch { 0 => "HTTP/1.0", 1 => UnknownVersion, _ => "HTTX" })
            : Copy(hostile, path: random.Next(4) switch { 0 => hostile.Path.ToUpperInvariant(), 1 => hostile.Path + "/../..", 2 => hostile.Path + "?a=%00", _ => "\u00ff%" }),
    };

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private static WireRequest With(WireRequest hostile, params byte[][] headers) => Copy(hostile, headers: headers);

    /// <summary>The body may be taken for the next request, so the connection is of no use afterwards.</summary>
    private static WireRequest Copy(WireRequest hostile, string? method = null, string? version = null, string? path = null, byte[][]? headers = null) => new()
    {
        Path = path ?? hostile.Path,
        Method = method ?? hostile.Method,
        Version = version ?? hostile.Version,
        Body = hostile.Body,
        Framing = hostile.Framing,
        Headers = [.. hostile.Headers, .. headers ?? []],
        MayHangUp = true,
    };
}
