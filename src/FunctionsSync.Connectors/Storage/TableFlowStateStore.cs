using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Flow states in Azure Table Storage.</summary>
public sealed class TableFlowStateStore(TableClient table) : IFlowStateStore
{
    public const string TableName = "Flows";

    private readonly TableOnFirstUse _table = new(table);

    public async Task<FlowState?> ReadAsync(FlowName flow, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var found = await existing.GetEntityIfExistsAsync<TableEntity>(FlowStateRow.Partition, FlowStateRow.Key(flow), cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? FlowStateRow.Read(flow, row) : null;
    }

    public async Task<bool> TryWriteAsync(FlowState state, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var row = FlowStateRow.Write(state);
        try
        {
            await (state.ETag is null
                ? existing.AddEntityAsync(row, cancellationToken)
                : existing.UpdateEntityAsync(row, new ETag(state.ETag), TableUpdateMode.Replace, cancellationToken));
            return true;
        }
        catch (RequestFailedException exception) when (exception.Says(
            TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return false;
        }
    }
}
