namespace FunctionsSync.Simulation.Network;

/// <summary>The connection breaks before the request arrives; the sender cannot know.</summary>
internal sealed record ConnectionLost;
