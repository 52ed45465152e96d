using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Cursors in Azure Table Storage.</summary>
public sealed class TableCursorStore(TableClient table) : ICursorStore
{
    public const string TableName = "Cursors";

    private const string Partition = "cursor";
    private const string PositionProperty = "position";

    private readonly TableOnFirstUse _table = new(table);

    public async Task<Cursor?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var found = await existing.GetEntityIfExistsAsync<TableEntity>(Partition, TableKey.Of(name), cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? new(name, ReadPosition(row), row.ETag.ToString()) : null;
    }

    public async Task<bool> TryWriteAsync(Cursor cursor, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        // Text, not a date property: those begin in 1601, and the position of a poll that never ran need not.
        var row = new TableEntity(Partition, TableKey.Of(cursor.Name))
        {
            [PositionProperty] = cursor.Position.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        try
        {
            await (cursor.ETag is null
                ? existing.AddEntityAsync(row, cancellationToken)
                : existing.UpdateEntityAsync(row, new ETag(cursor.ETag), TableUpdateMode.Replace, cancellationToken));
            return true;
        }
        catch (RequestFailedException exception) when (exception.Says(
            TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return false;
        }
    }

    private static DateTimeOffset ReadPosition(TableEntity row) =>
        DateTimeOffset.ParseExact(row.GetString(PositionProperty), "O", CultureInfo.InvariantCulture);
}
