using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

internal sealed class SteppedJournal(IJournal inner, Steps steps) : IJournal
{
    public Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken) =>
        steps.TakeAsync($"journal.{entry.Kind}", () => inner.AppendAsync(entry, cancellationToken));

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken) => inner.ReadAsync(count, cancellationToken);
}
