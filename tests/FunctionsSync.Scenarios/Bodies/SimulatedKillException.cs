namespace FunctionsSync.Scenarios.Bodies;

/// <summary>The process was killed here: nothing that follows in it happens.</summary>
public sealed class SimulatedKillException(string step) : Exception($"Killed at {step}.");
