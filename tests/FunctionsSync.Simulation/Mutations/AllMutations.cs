namespace FunctionsSync.Simulation.Mutations;

/// <summary>The mistakes that the simulation is proved with.</summary>
internal static class AllMutations
{
    public static IReadOnlyList<Mutation> All { get; } = [];

    public static Mutation? Find(string name) => All.FirstOrDefault(mutation => mutation.Name == name);
}
