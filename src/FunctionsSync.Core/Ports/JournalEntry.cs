using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>What was done, and why. Holds no customer values, except the lost value of a conflict.</summary>
public sealed record JournalEntry
{
    /// <summary>What the journal calls it; null until it is read from there. An id given to an entry that is appended is ignored.</summary>
    public string? Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required JournalKind Kind { get; init; }

    public required FlowName Flow { get; init; }

    public required Bitrix24Id Bitrix24Id { get; init; }

    public PageId? PageId { get; init; }

    /// <summary>The side that was written to; null when none was.</summary>
    public Side? WrittenTo { get; init; }

    /// <summary>The field maps concerned, by their keys.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Why, in words for an operator.</summary>
    public string? Reason { get; init; }

    /// <summary>The canonical encoding of the value that gave way; only in a conflict.</summary>
    public string? LostValue { get; init; }
}
