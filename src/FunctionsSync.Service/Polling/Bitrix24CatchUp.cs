using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// Finds what events did not tell of: Bitrix24 sends each once, and none while nobody listens. It lists the records that were edited since the last
/// time, those of one entity once for all its flows, and asks for a look at each. Records without a page are among them: their first event may be lost.
/// Before that it sees to it that events are bound, and fetches those that the portal has kept.
/// </summary>
public sealed partial class Bitrix24CatchUp(
    FlowCatalog flows, EventBindings bindings, OfflineEvents offline, FlowControl control, FlowBeginning beginning, IBitrix24Changes changes, ICursorStore cursors,
    ISyncRequestQueue queue, TimeProvider timeProvider, ILogger<Bitrix24CatchUp> logger)
{
    /// <summary>How far before the cursor every listing begins: an edit may be stored later than its own time says.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly EnqueuedChanges _enqueued = new();

    /// <summary>Lists every entity once. One failure does not keep the others from being listed.</summary>
    /// <exception cref="AggregateException">Something failed; the cursors of flows whose entities could not be listed stand where they stood.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        await TryAsync(() => bindings.WatchAsync(cancellationToken), failures, cancellationToken);
        await TryAsync(() => offline.RunAsync(cancellationToken), failures, cancellationToken);
        IReadOnlyList<Flow> all = [];
        await TryAsync(async () => all = await flows.GetAsync(cancellationToken), failures, cancellationToken);
        foreach (var entity in all.GroupBy(flow => flow.Entity))
        {
            await TryAsync(() => CatchUpAsync(entity.Key, entity, cancellationToken), failures, cancellationToken);
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("Events could not be bound or fetched, or some kinds of Bitrix24 records could not be listed.", failures);
        }

        Log.CaughtUpWithBitrix24(logger);
    }

    private static async Task TryAsync(Func<Task> work, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failures.Add(exception);
        }
    }

    private async Task CatchUpAsync(EntityType entity, IEnumerable<Flow> sharing, CancellationToken cancellationToken)
    {
        var running = new List<Reader>();
        foreach (var flow in sharing)
        {
            // The cursor of a flow that does not run stays, and so does everything after it.
            if (await control.AdmitAsync(flow, cancellationToken))
            {
                running.Add(await ReaderOfAsync(flow, cancellationToken));
            }
        }

        if (running.Count == 0)
        {
            return;
        }

        // A listing of all that an import has left is long: events that come meanwhile are read first.
        using var scope = RequestScope.Enter(RequestLane.Bulk);
        DateTimeOffset? began = null;
        var (seen, found) = (0, new FoundChanges());
        await foreach (var page in changes.ListAsync(entity, running.Min(reader => reader.Since), cancellationToken))
        {
            began ??= page.ReadAt;
            seen += page.Records.Count;
            foreach (var record in page.Records)
            {
                await EnqueueAsync(new(entity, record.Id), record, page.ReadAt, running, found, cancellationToken);
            }
        }

        // Everything edited before the listing began has been enqueued.
        foreach (var (flow, cursor, _) in running)
        {
            if (began > cursor.Position && !await cursors.TryWriteAsync(cursor with { Position = began.Value }, cancellationToken))
            {
                Log.AnotherRun(logger, flow);
            }
        }

        Log.CaughtUp(logger, entity, seen, found.Count);
    }

    /// <summary>A flow that was never caught up begins where it began itself: what is older is the resync's.</summary>
    private async Task<Reader> ReaderOfAsync(Flow flow, CancellationToken cancellationToken)
    {
        var name = $"bitrix24-catch-up:{flow.Name}";
        var cursor = await cursors.ReadAsync(name, cancellationToken) ?? new(name, await beginning.OfAsync(flow.Name, cancellationToken));
        var since = cursor.Position > DateTimeOffset.MinValue + Overlap ? cursor.Position - Overlap : cursor.Position;
        _enqueued.Forget(flow.Name, since);
        return new(flow.Name, cursor, since);
    }

    private async Task EnqueueAsync(
        RecordRef.Bitrix24 record, ListedRecord listed, DateTimeOffset readAt, IEnumerable<Reader> running, FoundChanges found, CancellationToken cancellationToken)
    {
        foreach (var (flow, _, since) in running)
        {
            if (listed.EditedAt >= since && !_enqueued.Has(flow, listed))
            {
                await queue.EnqueueAsync(new(record, SyncCause.CatchUp, timeProvider.GetUtcNow(), flow, found.Add()), TimeSpan.Zero, cancellationToken);
                _enqueued.Add(flow, listed, readAt);
            }
        }
    }

    private sealed record Reader(FlowName Flow, Cursor Cursor, DateTimeOffset Since);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Catch-up of {Entity}: {Seen} records in the window, {Enqueued} requests.")]
        public static partial void CaughtUp(ILogger logger, EntityType entity, int seen, int enqueued);

        [LoggerMessage(2, LogLevel.Information, "Another instance caught up {Flow} at the same time; its cursor stands.")]
        public static partial void AnotherRun(ILogger logger, FlowName flow);

        /// <summary>The alert catch-up-late waits for its absence.</summary>
        [LoggerMessage(3, LogLevel.Information, "Caught up with what was edited in Bitrix24.")]
        public static partial void CaughtUpWithBitrix24(ILogger logger);
    }
}
