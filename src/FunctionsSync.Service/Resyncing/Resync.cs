using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Resyncing;

/// <summary>
/// Compares both sides of a flow in full: finds deletions, which no poll can see, lost mappings and whatever else slipped through. It only
/// enqueues requests; what they come to is decided when the record is looked at. It also tidies the journal.
/// </summary>
public sealed partial class Resync(
    FlowCatalog flows, FlowControl control, IBitrix24Records bitrix24, INotionPages notion, IMappingStore mappings, ISyncRequestQueue queue, IJournal journal,
    TimeProvider timeProvider, ILogger<Resync> logger)
{
    /// <summary>For a portal whose clock is behind ours, and for edits made while the last comparison ran.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private const int ProgressStep = 100;

    /// <summary>Compares every flow once. One flow's failure does not keep the others from being compared.</summary>
    /// <exception cref="AggregateException">Some flows could not be compared; nothing was concluded about them.</exception>
    public async Task<IReadOnlyList<ResyncReport>> RunAsync(IProgress<ResyncProgress>? progress, CancellationToken cancellationToken)
    {
        Log.Purged(logger, await journal.PurgeAsync(cancellationToken));
        var failures = new List<Exception>();
        var reports = new List<ResyncReport>();
        foreach (var flow in await flows.GetAsync(cancellationToken))
        {
            try
            {
                reports.Add(await RunAsync(flow, progress, cancellationToken));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failures.Add(exception);
            }
        }

        return failures.Count == 0 ? reports : throw new AggregateException($"{failures.Count} of the flows could not be compared.", failures);
    }

    /// <exception cref="RemoteException">A system could not be listed to the end; nothing was concluded.</exception>
    public async Task<ResyncReport> RunAsync(Flow flow, IProgress<ResyncProgress>? progress, CancellationToken cancellationToken)
    {
        // A listing waits as long as it must: begun again, it would only ask for more.
        using var scope = RequestScope.Enter(RequestLane.Bulk);
        if (!await control.AdmitAsync(flow, cancellationToken))
        {
            return new(await control.ReadAsync(flow.Name, cancellationToken));
        }

        var began = timeProvider.GetUtcNow();
        var before = await control.ReadAsync(flow.Name, cancellationToken);
        Comparison comparison;
        try
        {
            comparison = await CompareAsync(flow, before, progress, cancellationToken);
        }
        catch (RemoteException exception)
        {
            flows.ExpireAfter(exception);
            throw;
        }

        if (SafetyStop.Find(before, comparison) is { } reason)
        {
            return Report(await control.StopAsync(flow.Name, reason, cancellationToken), comparison, requests: 0);
        }

        await control.ExpectDeletionsAsync(flow.Name, comparison.Missing.Count, cancellationToken);
        foreach (var (id, cause) in comparison.Requests)
        {
            var request = new SyncRequest(new RecordRef.Bitrix24(flow.Entity, id), cause, timeProvider.GetUtcNow(), flow.Name, RequestLane.Bulk);
            await queue.EnqueueAsync(request, TimeSpan.Zero, cancellationToken);
        }

        var noted = await control.NoteComparisonAsync(flow.Name, began, comparison.Bitrix24Count, comparison.NotionCount, cancellationToken);
        Log.Compared(logger, flow.Name, comparison.Bitrix24Count, comparison.NotionCount, comparison.Missing.Count, comparison.Requests.Count);
        return Report(noted, comparison, comparison.Requests.Count);
    }

    private async Task<Comparison> CompareAsync(Flow flow, FlowState before, IProgress<ResyncProgress>? progress, CancellationToken cancellationToken)
    {
        var known = await mappings.ListAsync(flow.Name, cancellationToken).ToListAsync(cancellationToken);
        var comparison = new Comparison(flow, known, before.ComparedAt - Overlap, DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime));
        await foreach (var record in bitrix24.ListAsync(flow, cancellationToken))
        {
            comparison.See(record);
            TellSome(progress, flow, Side.Bitrix24, comparison.Bitrix24Count);
        }

        progress?.Report(new(flow.Name, Side.Bitrix24, comparison.Bitrix24Count));
        await foreach (var page in notion.ListEditedAsync(flow, since: null, cancellationToken))
        {
            comparison.See(page);
            TellSome(progress, flow, Side.Notion, comparison.NotionCount);
        }

        progress?.Report(new(flow.Name, Side.Notion, comparison.NotionCount));
        comparison.Complete();
        return comparison;
    }

    private static void TellSome(IProgress<ResyncProgress>? progress, Flow flow, Side side, int count)
    {
        if (count % ProgressStep == 0)
        {
            progress?.Report(new(flow.Name, side, count));
        }
    }

    private static ResyncReport Report(FlowState state, Comparison comparison, int requests) =>
        new(state, IsCompared: true, comparison.Bitrix24Count, comparison.NotionCount, comparison.Missing.Count, requests);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Resync of {Flow}: {Records} records, {Pages} pages, {Missing} pairs have lost a record, {Requests} records are looked at.")]
        public static partial void Compared(ILogger logger, FlowName flow, int records, int pages, int missing, int requests);

        [LoggerMessage(2, LogLevel.Debug, "{Count} journal entries had expired.")]
        public static partial void Purged(ILogger logger, int count);
    }
}
