using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>Words that are put together only where somebody reads the timeline.</summary>
[InterpolatedStringHandler]
internal readonly ref struct TimelineText
{
    private readonly StringBuilder? _text;

    public TimelineText(int literalLength, int formattedCount, Timeline timeline, out bool isWanted)
    {
        isWanted = timeline.IsRead;
        _text = isWanted ? new StringBuilder(literalLength + (formattedCount * 8)) : null;
    }

    public void AppendLiteral(string text) => _text?.Append(text);

    public void AppendFormatted<T>(T value) => _text?.Append(CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => _text?.ToString() ?? string.Empty;
}
