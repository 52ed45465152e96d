using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// Looks for pages that people edited. Notion rounds edit times down to the minute and may answer queries a little late, so an overlap is read
/// again every time, and what counts is whether a page differs from its baseline.
/// </summary>
public sealed partial class NotionPoll(
    FlowCatalog flows, FlowControl control, INotionPages pages, IMappingStore mappings, ICursorStore cursors, ISyncRequestQueue queue,
    PollReadings readings, RefusedConnection refused, IOptions<EchoOptions> options, TimeProvider timeProvider, ILogger<NotionPoll> logger)
{
    /// <summary>How far before the cursor every poll begins.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly TimeSpan _echoWindow = options.Value.EchoWindow;

    private readonly EnqueuedPages _enqueued = new(timeProvider);

    /// <summary>Polls every flow once. One flow's failure does not keep the others from being polled.</summary>
    /// <exception cref="AggregateException">Some flows could not be polled; their cursors stand where they stood.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _enqueued.Forget();
        var failures = new List<Exception>();
        foreach (var flow in await flows.GetAsync(cancellationToken))
        {
            try
            {
                await PollAsync(flow, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                flows.ExpireAfter(exception);
                failures.Add(exception);
            }
        }

        if (failures.OfType<RemoteException>().FirstOrDefault(failure => failure.Failure == RemoteFailure.Unauthorized) is { } refusal)
        {
            refused.Report(refusal);
        }

        if (failures.Count > 0)
        {
            throw new AggregateException($"{failures.Count} of the flows could not be polled.", failures);
        }

        Log.NotionPolled(logger);
    }

    private async Task PollAsync(Flow flow, CancellationToken cancellationToken)
    {
        if (!await control.AdmitAsync(flow, cancellationToken))
        {
            // Its cursor stays, and so does everything after it.
            await control.RemindAsync(flow.Name, cancellationToken);
            return;
        }

        var name = $"notion-poll:{flow.Name}";
        var cursor = await cursors.ReadAsync(name, cancellationToken) ?? new(name, DateTimeOffset.MinValue);
        DateTimeOffset? since = cursor.Position > DateTimeOffset.MinValue + Overlap ? cursor.Position - Overlap : null;
        var newest = cursor.Position;
        var readAt = DateTimeOffset.MaxValue;
        var (seen, found) = (0, new FoundChanges());
        await foreach (var page in pages.ListEditedAsync(flow, since, cancellationToken))
        {
            seen++;
            readAt = page.ReadAt;
            newest = page.Snapshot.EditedAt > newest ? page.Snapshot.EditedAt : newest;
            if (await mappings.FindAsync(flow.Name, page.Id, cancellationToken) is { } mapping
                && (mapping is { Tombstone.IsAboutPage: true } or { Intended.Count: > 0 }
                    || (!IsEcho(page, mapping) && ChangeDetection.IsNews(Side.Notion, flow, mapping.Baseline, page.Snapshot)))
                && !_enqueued.Has(page, mapping))
            {
                readings.Keep(flow, page.Id, page.Snapshot);
                await queue.EnqueueAsync(
                    new(new RecordRef.Notion(page.Id), SyncCause.NotionPoll, timeProvider.GetUtcNow(), flow.Name, found.Add()), TimeSpan.Zero, cancellationToken);
                _enqueued.Add(page, mapping);
            }
        }

        // Never beyond the moment the listing began: a page edited during it may have been passed already. Nor does it stay at the last edit for
        // ever: whatever was edited together with it would be read by every poll until the next.
        var reached = newest < readAt ? newest : readAt;
        if (seen > 0 && readAt - Overlap > reached)
        {
            reached = readAt - Overlap;
        }

        if (reached > cursor.Position && !await cursors.TryWriteAsync(cursor with { Position = reached }, cancellationToken))
        {
            Log.AnotherPoll(logger, flow.Name);
        }

        Log.Polled(logger, flow.Name, seen, found.Count);
    }

    /// <summary>
    /// Our own write coming back. A person's edit in the same window, or the same minute, is found by the overlap of the next polls.
    /// </summary>
    private bool IsEcho(EditedPage page, RecordMapping mapping) =>
        page.EditedByUs && mapping.SyncSource == Side.Bitrix24 && timeProvider.GetUtcNow() - mapping.WrittenAt < _echoWindow;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Notion poll of {Flow}: {Seen} pages in the window, {Enqueued} differ from their baseline.")]
        public static partial void Polled(ILogger logger, FlowName flow, int seen, int enqueued);

        [LoggerMessage(2, LogLevel.Information, "Another instance polled {Flow} at the same time; its cursor stands.")]
        public static partial void AnotherPoll(ILogger logger, FlowName flow);

        /// <summary>The alert poll-late waits for its absence.</summary>
        [LoggerMessage(3, LogLevel.Information, "Notion was polled for every flow.")]
        public static partial void NotionPolled(ILogger logger);
    }
}
