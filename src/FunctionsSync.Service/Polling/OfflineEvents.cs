using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Polling;

/// <summary>
/// Fetches the events that the portal has kept for us, and asks for a look at each record. What is fetched stays reserved until its requests are in
/// the queue: a run that dies in between leaves it to the next one, which may ask for a look once more and never once too little.
/// </summary>
public sealed partial class OfflineEvents(
    IBitrix24OfflineEvents events, ISyncRequestQueue queue, SyncFile file, IOptions<Bitrix24Options> options, TimeProvider timeProvider,
    ILogger<OfflineEvents> logger)
{
    /// <summary>Fetches all there is; nothing where offline events are not wanted or not included in the portal's plan.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.OfflineEvents || !await events.AreAvailableAsync(cancellationToken))
        {
            return;
        }

        var found = new FoundChanges();
        await RecoverAsync(found, cancellationToken);
        OfflineEventBatch batch;
        do
        {
            batch = await events.ReserveAsync(cancellationToken);
            await TakeAsync(batch, found, cancellationToken);
        }
        while (batch.IsFull);
    }

    /// <summary>This run has reserved nothing yet: all that is reserved is another's, who has died or is still at it. Doing the same twice is harmless.</summary>
    private async Task RecoverAsync(FoundChanges found, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        while ((await events.FindReservedAsync(cancellationToken)).Where(seen.Add).ToList() is { Count: > 0 } processes)
        {
            foreach (var process in processes)
            {
                Log.Recovering(logger);
                await TakeAsync(await events.ReadReservedAsync(process, cancellationToken), found, cancellationToken);
            }
        }
    }

    private async Task TakeAsync(OfflineEventBatch batch, FoundChanges found, CancellationToken cancellationToken)
    {
        if (batch.Events.Count == 0)
        {
            return;
        }

        var records = batch.Events.Select(RecordOf).OfType<RecordRef.Bitrix24>().Distinct().ToList();
        foreach (var record in records)
        {
            await queue.EnqueueAsync(new(record, SyncCause.CatchUp, timeProvider.GetUtcNow(), Lane: found.Add()), TimeSpan.Zero, cancellationToken);
        }

        await events.ClearAsync(batch.ProcessId, cancellationToken);
        Log.Taken(logger, batch.Events.Count, records.Count);
    }

    /// <summary>Null for an event that no flow is about.</summary>
    private RecordRef.Bitrix24? RecordOf(OfflineEvent told) =>
        told.Id is { } id && Bitrix24EventNames.EntityOf(told.Name, told.EntityTypeId) is { } entity
        && file.Flows.Any(flow => flow.Bitrix24.Entity == entity.Value)
            ? new(entity, id)
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Events} offline events fetched, {Requests} requests.")]
        public static partial void Taken(ILogger logger, int events, int requests);

        [LoggerMessage(2, LogLevel.Information, "Offline events that another run reserved and did not acknowledge are taken over.")]
        public static partial void Recovering(ILogger logger);
    }
}
