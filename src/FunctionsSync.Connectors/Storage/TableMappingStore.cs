using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Mappings in Azure Table Storage, one partition per flow.</summary>
public sealed class TableMappingStore(TableClient table) : IMappingStore
{
    public const string TableName = "Mappings";

    private readonly TableOnFirstUse _table = new(table);

    public async Task<RecordMapping?> FindAsync(FlowName flow, Bitrix24Id id, CancellationToken cancellationToken)
    {
        var row = await FindRowAsync(flow, MappingRow.Key(id), cancellationToken);
        return row is null ? null : MappingRow.ReadForward(flow, row);
    }

    /// <summary>A reverse row is only a pointer: the forward row says which page the record has now.</summary>
    public async Task<RecordMapping?> FindAsync(FlowName flow, PageId page, CancellationToken cancellationToken)
    {
        var pointer = await FindRowAsync(flow, MappingRow.Key(page), cancellationToken);
        var mapping = pointer is null ? null : await FindAsync(flow, MappingRow.ReadId(pointer), cancellationToken);
        return mapping?.PageId == page ? mapping : null;
    }

    public async Task<RecordMapping?> TryAddAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(mapping, new(TableTransactionActionType.Add, MappingRow.Forward(mapping)), cancellationToken);
        }
        catch (TableTransactionFailedException exception)
            when (IsAboutForwardRow(exception) && exception.Says(TableErrorCode.EntityAlreadyExists))
        {
            return null;
        }
    }

    public async Task<RecordMapping?> TryUpdateAsync(RecordMapping mapping, CancellationToken cancellationToken)
    {
        var version = new ETag(MappingVersion.Of(mapping));
        try
        {
            return await WriteAsync(
                mapping, new(TableTransactionActionType.UpdateReplace, MappingRow.Forward(mapping), version), cancellationToken);
        }
        catch (TableTransactionFailedException exception)
            when (IsAboutForwardRow(exception) && exception.Says(TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return null;
        }
    }

    public async IAsyncEnumerable<RecordMapping> ListAsync(FlowName flow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {MappingRow.Partition(flow)} and RowKey ge {MappingRow.ForwardPrefix} and RowKey lt {MappingRow.ForwardEnd}");
        await foreach (var row in existing.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return MappingRow.ReadForward(flow, row);
        }
    }

    private async Task<TableEntity?> FindRowAsync(FlowName flow, string key, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var row = await existing.GetEntityIfExistsAsync<TableEntity>(
            MappingRow.Partition(flow), key, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private async Task<RecordMapping> WriteAsync(RecordMapping mapping, TableTransactionAction forward, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        List<TableTransactionAction> actions = [forward];
        if (mapping.PageId is { } page)
        {
            // Written every time, so that it heals; the row of a page the record had before may stay, as nothing trusts it.
            actions.Add(new(TableTransactionActionType.UpsertReplace, MappingRow.Reverse(mapping.Flow, page, mapping.Bitrix24Id)));
        }

        var answer = await existing.SubmitTransactionAsync(actions, cancellationToken);
        return mapping with { ETag = answer.Value[0].Headers.ETag?.ToString() };
    }

    /// <summary>The reverse row is written without a condition: where it fails nobody lost a race.</summary>
    private static bool IsAboutForwardRow(TableTransactionFailedException exception) => exception.FailedTransactionActionIndex is null or 0;
}
