using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;

namespace FunctionsSync.Service.Draining;

/// <summary>Finds what a request comes down to: records of Bitrix24, each in one flow.</summary>
public sealed class ConcernedRecords(FlowCatalog flows, IMappingStore mappings)
{
    /// <summary>None where the record belongs to no flow, or the page to no pair.</summary>
    public async Task<IReadOnlyList<(Flow Flow, Bitrix24Id Id)>> FindAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var concerned = new List<(Flow Flow, Bitrix24Id Id)>();
        foreach (var flow in (await flows.GetAsync(cancellationToken)).Where(flow => request.Flow is null || request.Flow == flow.Name))
        {
            if (await FindAsync(flow, request.Record, cancellationToken) is { } id)
            {
                concerned.Add((flow, id));
            }
        }

        return concerned;
    }

    /// <summary>The same request, said of the Bitrix24 record: under that name its failures are known, whichever side the request came from.</summary>
    public static SyncRequest Narrow(SyncRequest request, Flow flow, Bitrix24Id id) =>
        request with { Flow = flow.Name, Record = new RecordRef.Bitrix24(flow.Entity, id) };

    private async Task<Bitrix24Id?> FindAsync(Flow flow, RecordRef record, CancellationToken cancellationToken) => record switch
    {
        RecordRef.Bitrix24 bitrix24 => bitrix24.Entity == flow.Entity ? bitrix24.Id : null,
        RecordRef.Notion page => (await mappings.FindAsync(flow.Name, page.Id, cancellationToken))?.Bitrix24Id,
        _ => null,
    };
}
