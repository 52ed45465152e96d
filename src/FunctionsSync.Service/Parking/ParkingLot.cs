using System.Security.Cryptography;
using System.Text;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Parking;

/// <summary>Keeps what failed: one entry for each record and flow, from its first noted failure until it succeeds, or an operator acts.</summary>
public sealed partial class ParkingLot(IFailedRequests store, TimeProvider timeProvider, ILogger<ParkingLot> logger)
{
    /// <summary>The name of the event that alerts watch.</summary>
    public const string ParkedEvent = "Parked";

    private const int WriteAttempts = 10;
    private const int IdBytes = 8;

    /// <summary>The request is tried no more. Whoever acknowledges its message does so afterwards.</summary>
    public async Task ParkAsync(SyncRequest request, FailureKind kind, string reason, CancellationToken cancellationToken)
    {
        await WriteAsync(EntryOf(request, kind, reason), park: true, cancellationToken);
        Log.Parked(logger, request.Record.ToString(), request.Flow, kind, reason);
    }

    /// <summary>What is no sync request has no record to be known by: the same text is the same entry.</summary>
    public async Task ParkMalformedAsync(string message, RequestLane lane, CancellationToken cancellationToken)
    {
        const string Reason = "The message is no sync request that this version of the program can read. Replay it with the version that wrote it, or discard it.";
        var now = timeProvider.GetUtcNow();
        var entry = new FailedRequest
        {
            Id = IdOf(message),
            Message = message,
            Lane = lane,
            Kind = FailureKind.Malformed,
            Reason = Reason,
            Attempts = 1,
            FirstFailedAt = now,
            LastFailedAt = now,
        };
        await WriteAsync(entry, park: true, cancellationToken);
        Log.Parked(logger, $"message {entry.Id}", flow: null, entry.Kind, Reason);
    }

    /// <summary>The request failed and is tried again: whoever finds it parked, or asks, knows why.</summary>
    public Task NoteAsync(SyncRequest request, FailureKind kind, string reason, CancellationToken cancellationToken) =>
        WriteAsync(EntryOf(request, kind, reason), park: false, cancellationToken);

    /// <summary>What is known of a record's failures in a flow; null when it has not failed since it last succeeded.</summary>
    public Task<FailedRequest?> FindAsync(FlowName flow, RecordRef record, CancellationToken cancellationToken) =>
        store.FindAsync(IdOf(flow, record), cancellationToken);

    /// <summary>The record is in step: whatever failed before does not matter any more.</summary>
    /// <param name="request">The request that succeeded.</param>
    /// <param name="bodyIsComplete">Whether its page has the whole body as well: a failure to write that stands until then.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task ClearAsync(SyncRequest request, bool bodyIsComplete, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(IdOf(request.Flow, request.Record), cancellationToken) is not { } entry)
        {
            return;
        }

        var concernsBody = IsAboutBody(entry.Message);
        var isSettled = concernsBody ? bodyIsComplete : request.Cause != SyncCause.PageBody;
        if (isSettled && await store.TryRemoveAsync(entry, cancellationToken) && entry.ParkedAt is not null)
        {
            Log.Cleared(logger, request.Record.ToString(), request.Flow);
        }
    }

    private FailedRequest EntryOf(SyncRequest request, FailureKind kind, string reason)
    {
        var now = timeProvider.GetUtcNow();
        return new()
        {
            Id = IdOf(request.Flow, request.Record),
            Message = request.Serialize(),
            Record = request.Record,
            Flow = request.Flow,
            Lane = request.Lane,
            Kind = kind,
            Reason = reason,
            Attempts = Math.Max(1, request.FailedAttempts),
            FirstFailedAt = request.FirstFailedAt ?? now,
            LastFailedAt = now,
        };
    }

    private async Task WriteAsync(FailedRequest entry, bool park, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < WriteAttempts; attempt++)
        {
            var known = await store.FindAsync(entry.Id, cancellationToken);
            var merged = known is null ? entry : Merge(known, entry);
            if (await store.TryWriteAsync(merged with { ParkedAt = merged.ParkedAt ?? (park ? entry.LastFailedAt : null) }, cancellationToken))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The failed request {entry.Id} was changed by somebody else {WriteAttempts} times in a row.");
    }

    /// <summary>Attempts that the message counts were noted as they grew; one that begins anew, or counts none, adds its own.</summary>
    private static FailedRequest Merge(FailedRequest known, FailedRequest entry) => entry with
    {
        Message = IsAboutBody(entry.Message) && !IsAboutBody(known.Message) ? known.Message : entry.Message,
        Attempts = Math.Max(known.Attempts + 1, entry.Attempts),
        FirstFailedAt = known.FirstFailedAt < entry.FirstFailedAt ? known.FirstFailedAt : entry.FirstFailedAt,
        ParkedAt = known.ParkedAt,
        ETag = known.ETag,
    };

    private static bool IsAboutBody(string message)
    {
        try
        {
            return SyncRequest.Deserialize(message).Cause == SyncCause.PageBody;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string IdOf(FlowName? flow, RecordRef record) => IdOf($"{flow?.Value}\n{record}");

    private static string IdOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Parked: {Record} of {Flow} ({Kind}): {Reason}", EventName = ParkedEvent)]
        public static partial void Parked(ILogger logger, string record, FlowName? flow, FailureKind kind, string reason);

        [LoggerMessage(2, LogLevel.Information, "{Record} of {Flow} is in step: what was parked of it is cleared.")]
        public static partial void Cleared(ILogger logger, string record, FlowName? flow);
    }
}
