using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Parking;

/// <summary>What operators do with parked requests: send them on their way again, or forget them.</summary>
public sealed class ParkedRequests(IFailedRequests store, ISyncRequestQueue queue, TimeProvider timeProvider)
{
    /// <summary>Asks for another look at one record, before all bulk work.</summary>
    public async Task<ReplayResult> ReplayAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { ParkedAt: not null } parked
            ? await ReplayAsync(parked, RequestLane.Live, cancellationToken)
            : new ReplayResult.Unknown();

    /// <summary>Asks for another look at everything that is parked, as bulk work.</summary>
    public async Task<IReadOnlyList<ReplayResult>> ReplayAllAsync(CancellationToken cancellationToken)
    {
        var results = new List<ReplayResult>();
        foreach (var parked in (await store.ListAsync(cancellationToken)).Where(request => request.ParkedAt is not null))
        {
            results.Add(await ReplayAsync(parked, RequestLane.Bulk, cancellationToken));
        }

        return results;
    }

    /// <summary>Forgets a parked request. The record stays as it is; its next edit, or a resync, is handled as ever.</summary>
    /// <returns>False when nothing is parked under this id, or it has just failed once more.</returns>
    public async Task<bool> DiscardAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { ParkedAt: not null } parked && await store.TryRemoveAsync(parked, cancellationToken);

    /// <summary>Enqueued before it is removed: a crash in between leaves it in both places, never in none. One that has failed once more meanwhile stays.</summary>
    private async Task<ReplayResult> ReplayAsync(FailedRequest parked, RequestLane lane, CancellationToken cancellationToken)
    {
        SyncRequest request;
        try
        {
            request = SyncRequest.Deserialize(parked.Message);
        }
        catch (FormatException)
        {
            return new ReplayResult.Malformed(parked.Id);
        }

        var again = request.Fresh() with { Cause = SyncCause.Replayed, ObservedAt = timeProvider.GetUtcNow(), Lane = lane };
        await queue.EnqueueAsync(again, TimeSpan.Zero, cancellationToken);
        await store.TryRemoveAsync(parked, cancellationToken);
        return new ReplayResult.Replayed(again.Record, again.Flow);
    }
}
