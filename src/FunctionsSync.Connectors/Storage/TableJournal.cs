using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>The journal in Azure Table Storage, newest first by its row keys.</summary>
public sealed class TableJournal(TableClient table, TimeProvider time, JournalRetention? retention = null) : IJournal
{
    public const string TableName = "Journal";

    private const string Partition = "journal";
    private const int RowsPerTransaction = 100;
    private const int RowsPerPage = 1000;

    private readonly TableOnFirstUse _table = new(table);
    private readonly JournalOrder _order = new();
    private readonly JournalRetention _retention = retention ?? new();

    public async Task AppendAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        await existing.AddEntityAsync(
            JournalRow.Write(Partition, _order.Next(entry.At), entry, _retention.ExpiresAt(entry)), cancellationToken);
    }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(int count, CancellationToken cancellationToken) =>
        ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and expiresAt gt {time.GetUtcNow()}"), count, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(JournalKind kind, int count, CancellationToken cancellationToken) =>
        ReadAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and expiresAt gt {time.GetUtcNow()} and kind eq {kind.ToString()}"),
            count,
            cancellationToken);

    public async Task<JournalEntry?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!JournalOrder.CanBe(id))
        {
            return null;
        }

        var existing = await _table.GetAsync(cancellationToken);
        var found = await existing.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } && JournalRow.ExpiresAt(row) > time.GetUtcNow() ? JournalRow.Read(row) : null;
    }

    private async Task<IReadOnlyList<JournalEntry>> ReadAsync(string filter, int count, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        return await existing.QueryAsync<TableEntity>(filter, Math.Clamp(count, 1, RowsPerPage), cancellationToken: cancellationToken)
            .Select(JournalRow.Read)
            .OfType<JournalEntry>()
            .Take(count)
            .ToListAsync(cancellationToken);
    }

    public async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and expiresAt le {time.GetUtcNow()}");
        var purged = 0;
        await foreach (var rows in existing
            .QueryAsync<TableEntity>(filter, RowsPerPage, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken)
            .Chunk(RowsPerTransaction).WithCancellation(cancellationToken))
        {
            purged += await DeleteAsync(existing, rows, cancellationToken);
        }

        return purged;
    }

    /// <summary>Another instance may be purging as well: then its deletion stands, and the rest goes the next time.</summary>
    private static async Task<int> DeleteAsync(TableClient table, TableEntity[] rows, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row)), cancellationToken);
            return rows.Length;
        }
        catch (TableTransactionFailedException exception) when (exception.Says(TableErrorCode.ResourceNotFound))
        {
            return 0;
        }
    }
}
