using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service.Relations;

/// <summary>
/// Wakes the records whose relation waits for a page that now exists. A record that was looked at while the page was being created looks a second
/// time by itself, so between the two none is missed.
/// </summary>
public sealed class WaitingRelations(FlowCatalog flows, IMappingStore mappings, ISyncRequestQueue queue, TimeProvider timeProvider)
{
    /// <param name="target">The flow that has a new page.</param>
    /// <param name="lane">The lane of the request that made it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task WakeAsync(Flow target, RequestLane lane, CancellationToken cancellationToken)
    {
        foreach (var flow in await flows.GetAsync(cancellationToken))
        {
            var relations = flow.Fields.Where(field => field.Relation?.Flow == target.Name).Select(field => field.Key).ToList();
            if (relations.Count > 0)
            {
                await WakeAsync(flow, relations, lane, cancellationToken);
            }
        }
    }

    private async Task WakeAsync(Flow flow, List<FieldKey> relations, RequestLane lane, CancellationToken cancellationToken)
    {
        await foreach (var mapping in mappings.ListAsync(flow.Name, cancellationToken))
        {
            if (relations.Exists(key => mapping.Baseline[key] is { OnlyInBitrix24: true }))
            {
                var request = new SyncRequest(
                    new RecordRef.Bitrix24(flow.Entity, mapping.Bitrix24Id), SyncCause.SecondLook, timeProvider.GetUtcNow(), flow.Name, lane);
                await queue.EnqueueAsync(request, TimeSpan.Zero, cancellationToken);
            }
        }
    }
}
