using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// Handles one queue message. Returning acknowledges it: the record was looked at, or the request waits as a new message, or is parked. Throwing
/// brings the message back, and after too many times into the poison queue, from where it is parked as well.
/// </summary>
public sealed partial class WriteDrain(
    FlowCatalog flows, FlowControl control, ConcernedRecords records, RecordSync sync, RecentLooks looks, ISyncRequestQueue queue, RequestFailures failures,
    Admission admission, ParkingLot parking, PoisonWatch poison, ILogger<WriteDrain> logger)
{
    /// <summary>How often a request asks whether its flow runs again.</summary>
    private static readonly TimeSpan WaitingDelay = TimeSpan.FromMinutes(5);

    /// <summary>A longer wait for a slot of a request budget is a deferred message, not a sleeping function.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="HandleAsync(string, long, CancellationToken)"/>
    public Task HandleAsync(string message, CancellationToken cancellationToken) => HandleAsync(message, dequeueCount: 1, cancellationToken);

    /// <param name="message">A serialised <see cref="SyncRequest"/>; anything else is parked.</param>
    /// <param name="dequeueCount">How often the queue has given it to somebody, this time included.</param>
    /// <param name="cancellationToken">Ends the attempt; the message comes back.</param>
    /// <exception cref="Exception">Something nobody foresaw: storage out of reach, or a defect.</exception>
    public async Task HandleAsync(string message, long dequeueCount, CancellationToken cancellationToken)
    {
        SyncRequest request;
        try
        {
            request = SyncRequest.Deserialize(message);
        }
        catch (FormatException)
        {
            await parking.ParkMalformedAsync(message, RequestLane.Live, cancellationToken);
            return;
        }

        var unforeseen = request.UnforeseenFailures + (int)(dequeueCount - 1);
        if (unforeseen >= PoisonWatch.MaxDequeueCount)
        {
            await poison.HandleAsync(message, request.Lane, cancellationToken);
            return;
        }

        if (admission.Find(request.Lane) is { } deferral)
        {
            Log.Deferred(logger, request.Flow, request.Record, deferral.Why);
            await queue.EnqueueAsync(request with { UnforeseenFailures = unforeseen }, deferral.Delay, cancellationToken);
            return;
        }

        // Only a copy made before anybody looked at the record remembers them: any other outcome shows that no worker need die over it.
        using var scope = RequestScope.Enter(request.Lane, Patience);
        await HandleAsync(request with { UnforeseenFailures = 0 }, unforeseen, mayBindAgain: true, cancellationToken);
    }

    private async Task HandleAsync(SyncRequest request, int unforeseen, bool mayBindAgain, CancellationToken cancellationToken)
    {
        IReadOnlyList<(Flow Flow, Bitrix24Id Id)> concerned;
        try
        {
            concerned = await records.FindAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is ConfigurationException or RemoteException { IsRetriable: false })
        {
            // The flows do not fit what the systems say, or may not even ask: no record's own failure.
            await failures.WaitForConnectionAsync(request, exception, cancellationToken);
            return;
        }
        catch (RemoteException exception)
        {
            await failures.TakeAsync(request, exception, cancellationToken);
            return;
        }

        if (concerned is [var only])
        {
            await HandleAsync(request with { Flow = only.Flow.Name }, only.Flow, only.Id, unforeseen, mayBindAgain, cancellationToken);
            return;
        }

        // A message for each flow, so that what fails in one does not keep the others waiting.
        foreach (var (flow, _) in concerned)
        {
            await queue.EnqueueAsync(request with { Flow = flow.Name }, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task HandleAsync(
        SyncRequest request, Flow flow, Bitrix24Id id, int unforeseen, bool mayBindAgain, CancellationToken cancellationToken)
    {
        var isOutdated = false;
        try
        {
            isOutdated = await SyncAsync(request, flow, id, unforeseen, mayBindAgain, cancellationToken) == SyncResult.Outdated;
        }
        catch (RemoteException exception) when (mayBindAgain && exception is { Failure: RemoteFailure.Rejected, ConcernsConnection: false })
        {
            // A property or a field may have gone since the flow was bound.
            isOutdated = true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await failures.TakeAsync(ConcernedRecords.Narrow(request, flow, id), exception, cancellationToken))
            {
                throw;
            }
        }

        if (isOutdated)
        {
            // The second attempt knows.
            flows.Expire();
            await HandleAsync(request, unforeseen, mayBindAgain: false, cancellationToken);
        }
    }

    /// <summary>What came of the look; null when there was none.</summary>
    private async Task<SyncResult?> SyncAsync(
        SyncRequest request, Flow flow, Bitrix24Id id, int unforeseen, bool mayBindAgain, CancellationToken cancellationToken)
    {
        if (!await control.AdmitAsync(flow, cancellationToken))
        {
            Log.Deferred(logger, request.Flow, request.Record, "the flow is paused or stopped");
            await queue.EnqueueAsync(request.Fresh(), WaitingDelay, cancellationToken);
            return null;
        }

        if (looks.Answers(request, flow.Name, id))
        {
            Log.Answered(logger, request.Flow, request.Record);
            return null;
        }

        var own = ConcernedRecords.Narrow(request, flow, id);
        using var look = new Look(flow, id, request.Cause, request.Lane) { MayBindAgain = mayBindAgain };
        var result = await LookAsync(look, cancellationToken);
        switch (result)
        {
            case SyncResult.Done:
                await parking.ClearAsync(own, bodyIsComplete: true, cancellationToken);
                break;
            case SyncResult.NoNews:
                // Only Bitrix24 was asked: what Notion says may still wait for whatever failed.
                break;
            case SyncResult.Busy:
                Log.Deferred(logger, request.Flow, request.Record, "it is being looked at");
                await queue.EnqueueAsync(request with { UnforeseenFailures = unforeseen }, look.AskAgainIn, cancellationToken);
                break;
            case SyncResult.Again:
                await queue.EnqueueAsync(request.Fresh() with { Cause = SyncCause.SecondLook }, TimeSpan.Zero, cancellationToken);
                break;
            case SyncResult.BodyLeft:
                await parking.ClearAsync(own, bodyIsComplete: false, cancellationToken);
                await queue.EnqueueAsync(request.Fresh() with { Cause = SyncCause.PageBody }, TimeSpan.Zero, cancellationToken);
                break;
        }

        return result;
    }

    /// <summary>A second look at the record in this process does not begin while the first is under way: most often it is answered by then.</summary>
    private async Task<SyncResult> LookAsync(Look look, CancellationToken cancellationToken)
    {
        if (!looks.TryBegin(look))
        {
            return SyncResult.Busy;
        }

        SyncResult? result = null;
        try
        {
            result = await sync.SyncAsync(look, cancellationToken);
            return result.Value;
        }
        finally
        {
            looks.End(look, result);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Flow}: {Record} is looked at again: {Why}")]
        public static partial void Deferred(ILogger logger, FlowName? flow, RecordRef record, string why);

        [LoggerMessage(2, LogLevel.Debug, "{Flow}: {Record} has been looked at since; nothing is left to do.")]
        public static partial void Answered(ILogger logger, FlowName? flow, RecordRef record);
    }
}
