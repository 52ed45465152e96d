namespace FunctionsSync.Simulation.Worlds;

/// <summary>What a mapped field holds.</summary>
internal enum FieldKind
{
    Text,
    Stage,
    Number,
    Person,
    Company,
    Day,
}
