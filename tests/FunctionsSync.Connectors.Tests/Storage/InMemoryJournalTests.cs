using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class InMemoryJournalTests : JournalContract
{
    protected override Task<IJournal> CreateAsync(JournalRetention? retention) =>
        Task.FromResult<IJournal>(new InMemoryJournal(Time, retention));
}
