using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Parking;

/// <summary>
/// Decides what becomes of a request that failed. What time can heal goes back into the queue with a growing delay; what it cannot is parked. A
/// failure nobody foresaw is left to the queue, which tries the message five times.
/// </summary>
public sealed partial class RequestFailures(
    ISyncRequestQueue queue, ParkingLot parking, RefusedConnection refused, IBitrix24Schema bitrix24, TimeProvider timeProvider, ILogger<RequestFailures> logger)
{
    private static readonly TimeSpan OverloadDelay = TimeSpan.FromSeconds(15);

    /// <summary>Deals with a failure.</summary>
    /// <param name="request">The request, with the Bitrix24 record and the flow it came down to, where that is known.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>True when the message is done with: the request waits or is parked. False when the failure has to be thrown.</returns>
    public async Task<bool> TakeAsync(SyncRequest request, Exception failure, CancellationToken cancellationToken)
    {
        if (failure is RemoteException { Failure: RemoteFailure.Overloaded, ConcernsConnection: false } overloaded)
        {
            // Nobody's fault, so nothing to count.
            await DeferAsync(request, overloaded.RetryAfter ?? OverloadDelay, overloaded.Message, cancellationToken);
            return true;
        }

        var kind = FailureRules.KindOf(failure);
        if (kind == FailureKind.Forbidden && await FindRefusalAsync(cancellationToken) is { } refusal)
        {
            (kind, failure) = (FailureKind.ConnectionRefused, refusal);
        }

        switch (kind)
        {
            case FailureKind.Unexpected:
                await TryNoteAsync(request, kind, failure, cancellationToken);
                return false;
            case FailureKind.ConnectionRefused:
                await WaitForConnectionAsync(request, failure, cancellationToken);
                return true;
            default:
                await WaitOrParkAsync(request, kind, failure, cancellationToken);
                return true;
        }
    }

    /// <summary>No record can be handled before an operator has acted: the request waits, for as long as that takes.</summary>
    public async Task WaitForConnectionAsync(SyncRequest request, Exception refusal, CancellationToken cancellationToken)
    {
        refused.Report(refusal);
        if (request.Flow is not null)
        {
            await parking.NoteAsync(request, FailureKind.ConnectionRefused, FailureReason.Of(refusal), cancellationToken);
        }

        await DeferAsync(request.Fresh(), FailureRules.LongestDelay, refusal.Message, cancellationToken);
    }

    private async Task WaitOrParkAsync(SyncRequest request, FailureKind kind, Exception failure, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var failed = request with { FailedAttempts = request.FailedAttempts + 1, FirstFailedAt = request.FirstFailedAt ?? now };
        if (FailureRules.IsOver(kind, failed, now))
        {
            await parking.ParkAsync(failed, kind, FailureReason.Of(failure), cancellationToken);
            return;
        }

        if (failed.FailedAttempts >= FailureRules.AttemptsBeforeNote)
        {
            await parking.NoteAsync(failed, kind, FailureReason.Of(failure), cancellationToken);
        }

        var delay = FailureRules.DelayAfter(failed.FailedAttempts, (failure as RemoteException)?.RetryAfter);
        Log.Failed(logger, failed.Flow, failed.Record, failed.FailedAttempts, delay, FailureReason.Of(failure));
        await queue.EnqueueAsync(failed, delay, cancellationToken);
    }

    private async Task DeferAsync(SyncRequest request, TimeSpan delay, string why, CancellationToken cancellationToken)
    {
        Log.Deferred(logger, request.Flow, request.Record, why);
        await queue.EnqueueAsync(request, delay, cancellationToken);
    }

    /// <summary>Bitrix24 denies access to one record and, once its subscription has ended, to everything, in the same words: asks whether anything is allowed.</summary>
    private async Task<RemoteException?> FindRefusalAsync(CancellationToken cancellationToken)
    {
        try
        {
            await bitrix24.CheckAccessAsync(cancellationToken);
            return null;
        }
        catch (RemoteException refusal) when (!refusal.IsRetriable)
        {
            return refusal;
        }
    }

    /// <summary>The failure itself counts: it is thrown also when the note cannot be taken.</summary>
    private async Task TryNoteAsync(SyncRequest request, FailureKind kind, Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            await parking.NoteAsync(request, kind, FailureReason.Of(failure), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotNoted(logger, exception, request.Flow, request.Record);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Flow}: {Record} is looked at again: {Why}")]
        public static partial void Deferred(ILogger logger, FlowName? flow, RecordRef record, string why);

        [LoggerMessage(2, LogLevel.Warning, "{Flow}: {Record} failed (attempt {Attempt}) and is tried again in {Delay}: {Why}")]
        public static partial void Failed(ILogger logger, FlowName? flow, RecordRef record, int attempt, TimeSpan delay, string why);

        [LoggerMessage(3, LogLevel.Warning, "{Flow}: that {Record} failed could not be noted.")]
        public static partial void NotNoted(ILogger logger, Exception exception, FlowName? flow, RecordRef record);
    }
}
