using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Finds no page, whatever id one carries.</summary>
internal sealed class PagesWithoutLookUp(INotionPages inner) : PagesDecorator(inner)
{
    public override Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PageId>>([]);

    public override Task<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>> FindAllAsync(
        Flow flow, IReadOnlyCollection<Bitrix24Id> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Bitrix24Id, IReadOnlyList<PageId>>>(new Dictionary<Bitrix24Id, IReadOnlyList<PageId>>());
}
