using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Relations;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Reads both sides of a record: by itself when it is alone, and when several records are to be read at once, all of them by one request to
/// Bitrix24 and one query of each data source.
/// </summary>
public sealed class SidesReader
{
    /// <summary>A record and a title take two of the 50 commands of a batch.</summary>
    private const int MostTogether = 50;

    /// <summary>How long a query may show a page as it was before our own write. Far longer than ever seen.</summary>
    public static readonly TimeSpan QueryLag = TimeSpan.FromSeconds(30);

    private readonly RelatedRecords _bitrix24;
    private readonly INotionPages _notion;
    private readonly WorkUnderWay _work;
    private readonly TimeProvider _timeProvider;
    private readonly GatheredCalls<Look, Sides> _live;
    private readonly GatheredCalls<Look, Sides> _bulk;

    public SidesReader(RelatedRecords bitrix24, INotionPages notion, WorkUnderWay work, TimeProvider timeProvider)
    {
        (_bitrix24, _notion, _work, _timeProvider) = (bitrix24, notion, work, timeProvider);
        _live = new(MostTogether, (gathering, cancellationToken) => SendAsync(RequestLane.Live, gathering, cancellationToken));
        _bulk = new(MostTogether, (gathering, cancellationToken) => SendAsync(RequestLane.Bulk, gathering, cancellationToken));
    }

    /// <summary>What both sides say. A page that must be read by itself is left out: only then is it certain what became of it.</summary>
    public async Task<Sides> ReadAsync(Look look, CancellationToken cancellationToken)
    {
        var sides = await (look.Lane == RequestLane.Live ? _live : _bulk).GetAsync(look, cancellationToken);
        look.Bitrix24ReadAt = sides.Bitrix24 is { } read ? read.ReadAt : null;
        return sides;
    }

    /// <summary>Whether a query that was asked at a certain time shows the page without fail as our last write left it.</summary>
    public static bool IsBeyondLag(DateTimeOffset? writtenAt, DateTimeOffset readAt) => writtenAt is not { } written || written + QueryLag <= readAt;

    private async Task SendAsync(RequestLane lane, Gathering<Look, Sides> gathering, CancellationToken cancellationToken)
    {
        await _work.UntilFewAsync(lane, cancellationToken);
        var calls = gathering.Close();
        var records = await _bitrix24.ReadAsync([.. calls.Select(call => (call.Key.Flow, call.Key.Id))], cancellationToken);
        var askNotion = new List<(GatheredCall<Look, Sides> Call, Snapshot Record)>();
        foreach (var (call, answer) in calls.Zip(records))
        {
            if (answer.Failure is { } failure)
            {
                call.Fail(failure);
                continue;
            }

            if (call.Key.Mapping?.PageId is null || answer.Snapshot is not { } read || call.Key.AsksNotion(read))
            {
                call.Key.BeginWork(_work);
            }

            if (answer.Snapshot is { } record && call.Key.AsksNotion(record) && call.Key.Polled is null && IsQueryable(call.Key))
            {
                askNotion.Add((call, record));
            }
            else
            {
                call.Complete(new(answer.Snapshot, call.Key.Polled, IsFromPoll: call.Key.Polled is not null));
            }
        }

        gathering.LetNextGo();
        await Task.WhenAll(askNotion.GroupBy(each => each.Call.Key.Flow).Select(ofFlow => QueryAsync([.. ofFlow], cancellationToken)));
    }

    private bool IsQueryable(Look look) =>
        look.Mapping is { Tombstone: null, Intended.Count: 0 } mapping && IsBeyondLag(mapping.WrittenAt, _timeProvider.GetUtcNow());

    private async Task QueryAsync(List<(GatheredCall<Look, Sides> Call, Snapshot Record)> asking, CancellationToken cancellationToken)
    {
        var pages = asking.Count > 1 ? await QueryPagesAsync(asking, cancellationToken) : new Dictionary<PageId, Snapshot>();
        foreach (var (call, record) in asking)
        {
            var page = call.Key.Mapping?.PageId is { } id && pages.TryGetValue(id, out var shown) ? shown : null;
            call.Complete(new(record, page));
        }
    }

    /// <summary>A query that is refused tells nothing; each page is then read by itself.</summary>
    private async Task<IReadOnlyDictionary<PageId, Snapshot>> QueryPagesAsync(
        List<(GatheredCall<Look, Sides> Call, Snapshot Record)> asking, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<Bitrix24Id, PageId>();
        foreach (var look in asking.Select(each => each.Call.Key))
        {
            pages[look.Id] = look.Mapping?.PageId ?? default;
        }

        try
        {
            return await _notion.QueryAsync(asking[0].Call.Key.Flow, pages, cancellationToken);
        }
        catch (RemoteException exception) when (!exception.IsRetriable)
        {
            return new Dictionary<PageId, Snapshot>();
        }
    }
}
