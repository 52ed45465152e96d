using Azure.Data.Tables;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class TableJournalTests(AzuriteFixture azurite) : JournalContract
{
    protected override async Task<IJournal> CreateAsync(JournalRetention? retention) =>
        new TableJournal(await azurite.NewTableAsync(), Time, retention);

    [Fact]
    public async Task PurgeAsync_SomeExpired_DeletesThoseOnly()
    {
        var table = await azurite.NewTableAsync();
        var journal = new TableJournal(table, Time);
        await journal.AppendAsync(Entry(1), Cancelled);
        for (var id = 2; id <= 120; id++)
        {
            await journal.AppendAsync(Entry(id) with { Kind = JournalKind.Conflict }, Cancelled);
        }

        Assert.Equal(0, await journal.PurgeAsync(Cancelled));
        Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(119, await journal.PurgeAsync(Cancelled));
        Assert.Equal(1, await table.QueryAsync<TableEntity>(cancellationToken: Cancelled).CountAsync(Cancelled));
    }

    [Fact]
    public async Task ReadAsync_KindOfANewerVersion_IsLeftOut()
    {
        var table = await azurite.NewTableAsync();
        var journal = new TableJournal(table, Time);
        await journal.AppendAsync(Entry(1), Cancelled);
        await journal.AppendAsync(Entry(2), Cancelled);
        var newest = await table.QueryAsync<TableEntity>(cancellationToken: Cancelled).FirstAsync(Cancelled);
        newest["kind"] = "FromTheFuture";
        await table.UpdateEntityAsync(newest, newest.ETag, TableUpdateMode.Replace, Cancelled);

        var read = Assert.Single(await journal.ReadAsync(10, Cancelled));

        Assert.Equal(1, read.Bitrix24Id.Value);
    }
}
