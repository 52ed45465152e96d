using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>The mistakes that the simulation is proved with.</summary>
internal static class AllMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("overlap", "the poll begins where the last one ended", instance => instance.Decorate<INotionPages>(inner => new PagesWithoutOverlap(inner))),
        new("baseline-first", "the baseline is saved before the write", BaselineFirst.Apply),
        new("no-look-up", "a page is created without looking for one first", instance => instance.Decorate<INotionPages>(inner => new PagesWithoutLookUp(inner))),
        new("window-only", "echoes are recognised by the ten seconds after a write, and by nothing else", instance => instance.Decorate<IMappingStore>(inner => new MappingsByWindow(inner, instance.Clock))),
        new("no-etag", "a mapping is replaced whatever its version", instance => instance.Decorate<IMappingStore>(inner => new MappingsWithoutVersions(inner))),
        new("no-wait", "a record is written again while a write that nobody heard of may still be carried out", instance => instance.Decorate<IMappingStore>(inner => new MappingsWithoutWait(inner, instance.Clock))),
        new("no-property-ids", "a property is known by its name only", instance => instance.Decorate<IMappingStore>(inner => new MappingsWithoutProperties(inner))),
    ];

    public static Mutation? Find(string name) => All.FirstOrDefault(mutation => mutation.Name == name);
}
