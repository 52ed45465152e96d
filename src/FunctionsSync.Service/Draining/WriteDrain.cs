using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Handles one queue message. Returning acknowledges it; throwing brings it back, and after too many times into the poison queue. What only
/// needs time goes back into the queue as a new message first.
/// </summary>
public sealed partial class WriteDrain(
    FlowCatalog flows, FlowControl control, IMappingStore mappings, RecordSync records, ISyncRequestQueue queue, BudgetOutlook outlook, TimeProvider timeProvider,
    ILogger<WriteDrain> logger)
{
    private static readonly TimeSpan BusyDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan OverloadDelay = TimeSpan.FromSeconds(15);

    /// <summary>How often a request asks whether its flow runs again.</summary>
    private static readonly TimeSpan WaitingDelay = TimeSpan.FromMinutes(5);

    /// <summary>A longer wait for a slot of a request budget is a deferred message, not a sleeping function.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Messages that are deferred together come back one after the other.</summary>
    private static readonly TimeSpan SpreadStep = TimeSpan.FromMilliseconds(250);
    private const int SpreadSteps = 16;

    private int _deferred;

    /// <param name="message">A serialised <see cref="SyncRequest"/>.</param>
    /// <param name="cancellationToken">Ends the attempt; the message comes back.</param>
    /// <exception cref="FormatException">The message is no sync request.</exception>
    /// <exception cref="RemoteException">A system failed or refused.</exception>
    public async Task HandleAsync(string message, CancellationToken cancellationToken)
    {
        var request = SyncRequest.Deserialize(message);
        using var scope = RequestScope.Enter(request.Lane, Patience);
        if (outlook.OpensAt(request.Lane) - timeProvider.GetUtcNow() is var closed && closed > TimeSpan.Zero)
        {
            Log.Deferred(logger, request.Flow, request.Record, "the request budget is used up");
            await queue.EnqueueAsync(request, closed + (SpreadStep * (Interlocked.Increment(ref _deferred) % SpreadSteps)), cancellationToken);
            return;
        }

        try
        {
            await HandleAsync(request, cancellationToken);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Overloaded)
        {
            Log.Deferred(logger, request.Flow, request.Record, exception.Message);
            await queue.EnqueueAsync(request, exception.RetryAfter ?? OverloadDelay, cancellationToken);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected)
        {
            // A property or a field may have gone since the flow was bound; the next attempt knows.
            flows.Expire();
            throw;
        }
    }

    private async Task HandleAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var concerned = new List<(Flow Flow, Bitrix24Id Id)>();
        foreach (var flow in (await flows.GetAsync(cancellationToken)).Where(flow => request.Flow is null || request.Flow == flow.Name))
        {
            if (await FindRecordAsync(flow, request.Record, cancellationToken) is { } id)
            {
                concerned.Add((flow, id));
            }
        }

        if (concerned is [var only])
        {
            await HandleAsync(request with { Flow = only.Flow.Name }, only.Flow, only.Id, cancellationToken);
            return;
        }

        // A message for each flow, so that what fails in one does not keep the others waiting.
        foreach (var (flow, _) in concerned)
        {
            await queue.EnqueueAsync(request with { Flow = flow.Name }, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task HandleAsync(SyncRequest request, Flow flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        if (!await control.AdmitAsync(flow, cancellationToken))
        {
            Log.Deferred(logger, request.Flow, request.Record, "the flow is paused or stopped");
            await queue.EnqueueAsync(request, WaitingDelay, cancellationToken);
            return;
        }

        switch (await records.SyncAsync(flow, id, request.Cause, cancellationToken))
        {
            case SyncResult.Busy:
                Log.Deferred(logger, request.Flow, request.Record, "another worker has it");
                await queue.EnqueueAsync(request, BusyDelay, cancellationToken);
                break;
            case SyncResult.Again:
                await queue.EnqueueAsync(request with { Cause = SyncCause.SecondLook }, TimeSpan.Zero, cancellationToken);
                break;
            case SyncResult.BodyLeft:
                await queue.EnqueueAsync(request with { Cause = SyncCause.PageBody }, TimeSpan.Zero, cancellationToken);
                break;
        }
    }

    private async Task<Bitrix24Id?> FindRecordAsync(Flow flow, RecordRef record, CancellationToken cancellationToken) => record switch
    {
        RecordRef.Bitrix24 bitrix24 => bitrix24.Entity == flow.Entity ? bitrix24.Id : null,
        RecordRef.Notion page => (await mappings.FindAsync(flow.Name, page.Id, cancellationToken))?.Bitrix24Id,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Flow}: {Record} is looked at again: {Why}")]
        public static partial void Deferred(ILogger logger, FlowName? flow, RecordRef record, string why);
    }
}
