using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Finds no page, whatever id one carries.</summary>
internal sealed class PagesWithoutLookUp(INotionPages inner) : PagesDecorator(inner)
{
    public override Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PageId>>([]);
}
