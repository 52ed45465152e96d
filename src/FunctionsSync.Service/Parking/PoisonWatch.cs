using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Draining;

namespace FunctionsSync.Service.Parking;

/// <summary>
/// Parks a message of a poison queue: one whose worker failed, died or ran out of time as often as the host allows. Returning acknowledges it;
/// throwing leaves it in the poison queue.
/// </summary>
public sealed class PoisonWatch(ConcernedRecords concerned, ParkingLot parking)
{
    /// <summary><c>maxDequeueCount</c> of <c>host.json</c>: how often a message is received before it is given up.</summary>
    public const int MaxDequeueCount = 5;

    /// <param name="message">Whatever was in the queue.</param>
    /// <param name="lane">The lane it was in.</param>
    /// <param name="cancellationToken">Ends the attempt; the message stays.</param>
    /// <exception cref="RemoteException">The flows could not be bound, so the record's own is not known yet.</exception>
    public async Task HandleAsync(string message, RequestLane lane, CancellationToken cancellationToken)
    {
        SyncRequest request;
        try
        {
            request = SyncRequest.Deserialize(message);
        }
        catch (FormatException)
        {
            await parking.ParkMalformedAsync(message, lane, cancellationToken);
            return;
        }

        var records = await concerned.FindAsync(request, cancellationToken);
        if (records.Count == 0)
        {
            await ParkAsync(request, note: null, cancellationToken);
        }

        foreach (var (flow, id) in records)
        {
            var own = ConcernedRecords.Narrow(request, flow, id);
            await ParkAsync(own, await parking.FindAsync(flow.Name, own.Record, cancellationToken), cancellationToken);
        }
    }

    private Task ParkAsync(SyncRequest request, FailedRequest? note, CancellationToken cancellationToken) =>
        note is { Kind: FailureKind.Unexpected }
            ? parking.ParkAsync(request, note.Kind, Given(note.Reason), cancellationToken)
            : parking.ParkAsync(
                request,
                FailureKind.WorkerDied,
                $"It was given up after {MaxDequeueCount} attempts, none of which told why: the worker died, or ran out of time, while handling it.",
                cancellationToken);

    private static string Given(string reason) =>
        reason.StartsWith(GivenUp, StringComparison.Ordinal) ? reason : $"{GivenUp}{reason}";

    private static readonly string GivenUp = $"It failed {MaxDequeueCount} times; last: ";
}
