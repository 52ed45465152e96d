namespace FunctionsSync.Core.Ports;

/// <summary>What was done, and why; newest first, expiring.</summary>
public interface IJournal
{
    Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>The newest entries, newest first.</summary>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken);
}
