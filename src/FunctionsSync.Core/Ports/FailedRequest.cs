using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>
/// A sync request that failed. Parked, it is in no queue any more and waits for an operator, or for the record's next success. Until then it is a
/// note: the request is still being tried. There is one for each record and flow.
/// </summary>
public sealed record FailedRequest
{
    /// <summary>What operators call it: letters and digits, the same for every failure of one record in one flow.</summary>
    public required string Id { get; init; }

    /// <summary>The request as a queue message; whatever was in the queue, where that was no request.</summary>
    public required string Message { get; init; }

    /// <summary>The record; null where the message named none.</summary>
    public RecordRef? Record { get; init; }

    /// <summary>The flow; null where the message named none.</summary>
    public FlowName? Flow { get; init; }

    public RequestLane Lane { get; init; }

    public required FailureKind Kind { get; init; }

    /// <summary>The last failure in words for an operator. Holds no customer value and no secret.</summary>
    public required string Reason { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public int Attempts { get; init; }

    public required DateTimeOffset FirstFailedAt { get; init; }

    public required DateTimeOffset LastFailedAt { get; init; }

    /// <summary>When it was first parked; null for a note.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>The version it was read as; null for one that is new.</summary>
    public string? ETag { get; init; }
}
