namespace FunctionsSync.Simulation.Oracle;

/// <summary>A promise of the product that a history showed to be broken.</summary>
internal sealed record BrokenPromise(Promise Promise, string Evidence);
