namespace FunctionsSync.Simulation.Network;

/// <summary>The connection breaks, and the system that the request has reached carries it out all the same, when nobody listens any more.</summary>
/// <param name="After">How much later it does.</param>
internal sealed record CarriedOutLate(TimeSpan After);
