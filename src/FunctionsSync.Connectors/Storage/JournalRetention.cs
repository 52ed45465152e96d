using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>How long the journal keeps what was done. What is past its time is no longer read and is deleted in time.</summary>
public sealed record JournalRetention
{
    /// <summary>Every entry but conflicts; 90 days unless set.</summary>
    public TimeSpan Entries { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Conflicts, which hold a customer's value: how long it can be restored; 30 days unless set.</summary>
    public TimeSpan Conflicts { get; init; } = TimeSpan.FromDays(30);

    internal DateTimeOffset ExpiresAt(JournalEntry entry) =>
        entry.At + (entry.Kind == JournalKind.Conflict || entry.LostValue is not null ? Conflicts : Entries);
}
