using FunctionsSync.Core.Model;
using FunctionsSync.Core.Reconciliation;
using FunctionsSync.Core.Templates;

namespace FunctionsSync.Core.Mapping;

/// <summary>The stored pair of ids of one record in one flow, with its baseline.</summary>
public sealed record RecordMapping
{
    public required FlowName Flow { get; init; }

    public required Bitrix24Id Bitrix24Id { get; init; }

    /// <summary>Null while the page is being created: the row is the reservation that keeps a second worker from creating another.</summary>
    public PageId? PageId { get; init; }

    public Baseline Baseline { get; init; } = Baseline.None;

    /// <summary>Which system the last write came from; stored as <c>b24</c> or <c>notion</c> under <c>syncSource</c>.</summary>
    public Side? SyncSource { get; init; }

    /// <summary>When we last wrote to either side, by our clock.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Until when a worker has this record for itself; a claim that ran out belongs to a worker that died.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>What the worker that last took the record was about to write, unless it is known what came of it.</summary>
    public IReadOnlyDictionary<FieldKey, IntendedWrite> Intended { get; init; } = Intentions.None;

    /// <summary>How far the page's body has been written; null when nothing is left to write of it.</summary>
    public BodyProgress? Body { get; init; }

    /// <summary>Null while both records are there, as far as we know.</summary>
    public Tombstone? Tombstone { get; init; }

    /// <summary>The version the store gave this row; null for a row that was never stored.</summary>
    public string? ETag { get; init; }
}
