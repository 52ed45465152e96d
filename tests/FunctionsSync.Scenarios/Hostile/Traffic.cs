namespace FunctionsSync.Scenarios.Hostile;

/// <summary>What is sent to one endpoint. Each request is made from the seed and its number alone, so that it can be made again.</summary>
internal abstract class Traffic
{
    /// <summary>One request in this many is authentic.</summary>
    private const int AuthenticEvery = 100;

    public abstract string Path { get; }

    public static bool IsAuthentic(int number) => number % AuthenticEvery == 0;

    /// <summary>What the authentic request of this number asks a look at; each at another.</summary>
    public abstract string RecordOf(int number);

    public WireRequest Make(int number, Random random) =>
        IsAuthentic(number) ? Authentic(number, random) : random.Next(12) == 0 ? WireAbuse.Of(Hostile(number, random), random) : Hostile(number, random);

    protected abstract WireRequest Authentic(int number, Random random);

    /// <summary>A request of which nothing may come.</summary>
    protected abstract WireRequest Hostile(int number, Random random);

    protected static WireFraming AnyFraming(Random random) => random.Next(8) switch
    {
        0 or 1 => WireFraming.Chunked,
        2 => WireFraming.CutShort,
        _ => WireFraming.ContentLength,
    };

    protected static WireFraming WholeFraming(Random random) => random.Next(4) == 0 ? WireFraming.Chunked : WireFraming.ContentLength;

    /// <summary>The text with one character replaced, added or taken away: almost right, never right.</summary>
    protected static string Almost(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(6) switch
        {
            0 => text[..at] + text[(at + 1)..],
            1 => text[..at] + 'x' + text[at..],
            2 => text + ' ',
            3 => text + text,
            4 => '\0' + text,
            _ => $"{text[..at]}{(text[at] == '!' ? '?' : '!')}{text[(at + 1)..]}",
        };
    }
}
