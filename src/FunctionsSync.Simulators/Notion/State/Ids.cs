using static FunctionsSync.Simulators.Notion.NotionRefusedException;

namespace FunctionsSync.Simulators.Notion.State;

/// <summary>Makes ids, and reads those that clients send: with dashes or without, in any case.</summary>
internal sealed class Ids(int? seed)
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Encoded = ":;<=>?@[\\]^{|}";
    private readonly Random _random = new(seed ?? Random.Shared.Next());
    private int _properties;

    public string NewObject()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString("D");
    }

    /// <summary>A property id before URL encoding. Every third one needs encoding, as in real workspaces.</summary>
    public string NewProperty()
    {
        var id = _random.GetItems<char>(Plain, 4);
        if (++_properties % 3 == 0)
            id[_random.Next(id.Length)] = Encoded[_random.Next(Encoded.Length)];
        return new string(id);
    }

    public static string Read(string text, string path) =>
        TryRead(text) ?? throw Invalid($"{path.Split('.')[0]} failed validation: {path} should be a valid uuid, instead was `\"{text}\"`.");

    public static string? TryRead(string text) =>
        Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id) ? id.ToString("D") : null;
}
