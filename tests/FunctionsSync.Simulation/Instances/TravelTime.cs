namespace FunctionsSync.Simulation.Instances;

/// <summary>How long the next call to something outside is on its way.</summary>
internal delegate TimeSpan TravelTime();
