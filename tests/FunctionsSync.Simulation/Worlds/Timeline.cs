using System.Globalization;
using System.Runtime.CompilerServices;
using FunctionsSync.Simulation.Time;

namespace FunctionsSync.Simulation.Worlds;

/// <summary>What happens, for people: put into words only when somebody reads it.</summary>
/// <param name="scheduler">Whose time each line begins with.</param>
/// <param name="reader">Told of every line as it happens; null for nobody.</param>
internal sealed class Timeline(Scheduler scheduler, Action<string>? reader)
{
    public bool IsRead => reader is not null;

    public void Add(string who, [InterpolatedStringHandlerArgument("")] ref TimelineText what)
    {
        reader?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now:dd HH:mm:ss.fff}  {who,-9} {what.ToString()}"));
    }
}
