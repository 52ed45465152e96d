namespace FunctionsSync.Simulation.Steps;

/// <summary>Something that can happen.</summary>
/// <param name="Weight">How often, compared with others.</param>
/// <param name="Take">Lets it happen; false where it cannot at present.</param>
internal sealed record Step(double Weight, Func<History, bool> Take);
