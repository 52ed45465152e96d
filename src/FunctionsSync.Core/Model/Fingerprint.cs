using System.Security.Cryptography;
using System.Text;

namespace FunctionsSync.Core.Model;

/// <summary>
/// Stands for a canonical value in the baseline: 128 bits of the SHA-256 of its encoding, as 32 hex digits.
/// Tables hold fingerprints so that they need not hold customer values.
/// </summary>
public readonly record struct Fingerprint(string Value)
{
    private const int Bytes = 16;

    /// <summary>The fingerprint of no value: whatever is compared with it is news.</summary>
    public static Fingerprint None { get; } = new(string.Empty);

    public static Fingerprint Of(CanonicalValue value) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.Encode())).AsSpan(0, Bytes)));

    public override string ToString() => Value;
}
