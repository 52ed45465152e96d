using System.Text;

namespace FunctionsSync.Scenarios.Hostile;

/// <summary>What becomes of a body on its way through a hostile hand. The result always differs from what was given.</summary>
internal static class Mutations
{
    private static readonly byte[][] Nasty =
    [
        [0], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0x80], "\r\n\r\n"u8.ToArray(),
        "%"u8.ToArray(), "%00"u8.ToArray(), "%u0000"u8.ToArray(), "%uD800"u8.ToArray(), "%zz"u8.ToArray(), "%C0%80"u8.ToArray(), "%%%"u8.ToArray(),
        "&&&&"u8.ToArray(), "===="u8.ToArray(), "[][][]"u8.ToArray(), "%5B%5D"u8.ToArray(), "{{{{"u8.ToArray(), "]]]]"u8.ToArray(), "\\u0000"u8.ToArray(),
        "\\ud800"u8.ToArray(), "1e999999"u8.ToArray(), "-0"u8.ToArray(), "99999999999999999999999999"u8.ToArray(), "\u202e"u8.ToArray(), "İıſK"u8.ToArray(),
        "' OR 1=1 --"u8.ToArray(), "../../../etc/passwd"u8.ToArray(), "{0}{1}%s%n"u8.ToArray(), "${jndi:ldap://example.com}"u8.ToArray(), "\"\"\""u8.ToArray(),
    ];

    public static byte[] Apply(byte[] body, Random random)
    {
        var mutated = body;
        for (var left = 1 + random.Next(3); left > 0; left--)
            mutated = Once(mutated, random);
        return mutated.AsSpan().SequenceEqual(body) ? [.. body, (byte)'\n'] : mutated;
    }

    private static byte[] Once(byte[] body, Random random)
    {
        var at = random.Next(body.Length + 1);
        var length = random.Next(body.Length - at + 1);
        return random.Next(11) switch
        {
            0 => body[..at],
            1 => body[at..],
            2 => Flip(body, random),
            3 => Insert(body, at, Nasty[random.Next(Nasty.Length)]),
            4 => Insert(body, at, Repeat(Nasty[random.Next(Nasty.Length)], random.Next(200))),
            5 => Insert(body, at, body[at..(at + length)]),
            6 => [.. body[..at], .. body[(at + length)..]],
            7 => Noise(body, at, random),
            8 => Encode(body, random),
            9 => random.Next(20) == 0 ? Insert(body, at, Repeat(Nasty[random.Next(Nasty.Length)], random.Next(10_000))) : Insert(body, at, [0]),
            _ => [.. body, .. body],
        };
    }

    private static byte[] Flip(byte[] body, Random random)
    {
        byte[] flipped = [.. body];
        for (var left = body.Length == 0 ? 0 : 1 + random.Next(8); left > 0; left--)
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Noise(byte[] body, int at, Random random)
    {
        var noise = new byte[random.Next(64)];
        random.NextBytes(noise);
        return Insert(body, at, noise);
    }

    private static byte[] Encode(byte[] body, Random random)
    {
        var text = Encoding.Latin1.GetString(body);
        return random.Next(4) switch
        {
            0 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => Encoding.UTF32.GetBytes(text),
            _ => [.. Encoding.UTF8.GetPreamble(), .. body],
        };
    }

    private static byte[] Insert(byte[] body, int at, byte[] inserted) => [.. body[..at], .. inserted, .. body[at..]];

    private static byte[] Repeat(byte[] bytes, int times) => [.. Enumerable.Repeat(bytes, times).SelectMany(repeated => repeated)];
}
