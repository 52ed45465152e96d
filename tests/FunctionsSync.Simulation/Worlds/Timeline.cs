using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsSync.Simulation.Time;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>What happened, for people: kept, and put into words, only when somebody is going to read it.</summary>
internal sealed class Timeline(Scheduler scheduler, bool isKept)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public bool IsKept => isKept;

    public void Add(string who, [InterpolatedStringHandlerArgument("")] ref TimelineText what)
    {
        if (isKept)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now:dd HH:mm:ss.fff}  {who,-9} {what.ToString()}"));
        }
    }
}
