using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

internal sealed class SteppedJournal(IJournal inner, Steps steps) : IJournal
{
    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        steps.TakeAsync($"journal.{entry.Kind}", () => inner.AppendAsync(entry, cancellationToken));

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken) => inner.ReadAsync(count, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalKind kind, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(kind, count, cancellationToken);

    public Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);

    public Task<int> PurgeAsync(CancellationToken cancellationToken) => steps.TakeAsync("journal.Purge", () => inner.PurgeAsync(cancellationToken));
}
