namespace FunctionsSync.Simulation.Mutations;

/// <summary>A mistake built into the product from outside, to prove that the simulation would notice it.</summary>
/// <param name="Name">As the command line calls it.</param>
/// <param name="Mistake">What is wrong, in words.</param>
/// <param name="Apply">Builds it into an instance.</param>
internal sealed record Mutation(string Name, string Mistake, Action<MutatedInstance> Apply);
