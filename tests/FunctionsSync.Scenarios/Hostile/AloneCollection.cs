namespace FunctionsSync.Scenarios.Hostile;

/// <summary>Tests that measure the memory of the whole process: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class AloneCollection
{
    public const string Name = "Alone";
}
