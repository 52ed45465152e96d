using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Draining;

/// <summary>Looks for the pages of records that have none yet: of all that are waiting in the same lane by one query.</summary>
public sealed class PageFinder
{
    private const int MostTogether = 100;

    private readonly INotionPages _notion;
    private readonly LaneCalls<(Flow Flow, Bitrix24Id Id), IReadOnlyList<PageId>> _finds;

    public PageFinder(INotionPages notion)
    {
        _notion = notion;
        _finds = new(MostTogether, SendAsync);
    }

    /// <inheritdoc cref="INotionPages.FindAsync"/>
    public Task<IReadOnlyList<PageId>> FindAsync(Flow flow, Bitrix24Id id, CancellationToken cancellationToken) =>
        _finds.GetAsync((flow, id), cancellationToken);

    private Task SendAsync(Gathering<(Flow Flow, Bitrix24Id Id), IReadOnlyList<PageId>> gathering, CancellationToken cancellationToken) =>
        Task.WhenAll(gathering.Close().GroupBy(call => call.Key.Flow).Select(ofFlow => FindAsync(ofFlow.Key, [.. ofFlow], cancellationToken)));

    private async Task FindAsync(
        Flow flow, IReadOnlyList<GatheredCall<(Flow Flow, Bitrix24Id Id), IReadOnlyList<PageId>>> calls, CancellationToken cancellationToken)
    {
        try
        {
            if (calls is [var only])
            {
                only.Complete(await _notion.FindAsync(flow, only.Key.Id, cancellationToken));
                return;
            }

            var found = await _notion.FindAllAsync(flow, [.. calls.Select(call => call.Key.Id).Distinct()], cancellationToken);
            foreach (var call in calls)
            {
                call.Complete(found.GetValueOrDefault(call.Key.Id) ?? []);
            }
        }
        catch (RemoteException exception)
        {
            // One flow's data source may be out of reach and another's not.
            foreach (var call in calls)
            {
                call.Fail(exception);
            }
        }
    }
}
