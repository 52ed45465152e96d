using System.Security.Cryptography;
using System.Text;

namespace FunctionsSync.Service.Intake;

/// <summary>
/// The header <c>X-Notion-Signature: sha256=…</c>: HMAC-SHA256 over the raw body, its key the verification token of the subscription.
/// Source: https://developers.notion.com/reference/webhooks.
/// </summary>
public sealed class NotionSignature
{
    public const string Header = "X-Notion-Signature";

    private const string Prefix = "sha256=";

    private readonly byte[] _mac;

    private NotionSignature(byte[] mac) => _mac = mac;

    /// <summary>Null when the header is missing, given twice, or no signature.</summary>
    public static NotionSignature? Parse(string? header)
    {
        if (header is null || header.Length != Prefix.Length + (SHA256.HashSizeInBytes * 2) || !header.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var mac = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(header.AsSpan(Prefix.Length), mac, out _, out _) == System.Buffers.OperationStatus.Done ? new(mac) : null;
    }

    /// <summary>Takes the same time wherever the two differ.</summary>
    public bool IsOf(ReadOnlySpan<byte> body, string token) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body), _mac);
}
