using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Simulation.Mutations;

/// <summary>Stores over whatever is there.</summary>
internal sealed class MappingsWithoutVersions(IMappingStore inner) : MappingsDecorator(inner)
{
    public override async Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken) =>
        await base.TryAddAsync(mapping, cancellationToken) ?? await TryUpdateAsync(mapping, cancellationToken);

    public override async Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        while (await FindAsync(mapping.Flow, mapping.Bitrix24Id, cancellationToken) is { } current)
        {
            if (await base.TryUpdateAsync(mapping with { ETag = current.ETag }, cancellationToken) is { } stored)
            {
                return stored;
            }
        }

        return await base.TryAddAsync(mapping with { ETag = null }, cancellationToken);
    }
}
