namespace FunctionsSync.Core.Ports;

/// <summary>What was done, and why; newest first, expiring.</summary>
public interface IJournal
{
    Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>The newest entries, newest first.</summary>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken);

    /// <summary>The newest entries of one kind, newest first.</summary>
    /// <param name="kind">What they tell of.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalKind kind, int count, CancellationToken cancellationToken);

    /// <summary>The entry of an <see cref="JournalEntry.Id"/>; null when there is none, or none any more.</summary>
    Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Deletes what is past its time and returns how many entries that were. Reads the whole journal: for a slow timer.</summary>
    Task<int> PurgeAsync(CancellationToken cancellationToken);
}
