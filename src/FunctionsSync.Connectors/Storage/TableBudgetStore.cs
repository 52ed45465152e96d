using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Budgets in Azure Table Storage, one row each.</summary>
public sealed class TableBudgetStore(TableClient table) : IBudgetStore
{
    public const string TableName = "Budget";

    private const string Partition = "budget";
    private const string StateProperty = "state";

    private readonly TableOnFirstUse _table = new(table);

    public async Task<StoredBudget?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var found = await existing.GetEntityIfExistsAsync<TableEntity>(Partition, TableKey.Of(name), cancellationToken: cancellationToken);
        return found is { HasValue: true, Value: { } row } ? new(name, row.GetString(StateProperty) ?? string.Empty, row.ETag.ToString()) : null;
    }

    public async Task<StoredBudget?> TryWriteAsync(StoredBudget budget, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var row = new TableEntity(Partition, TableKey.Of(budget.Name)) { [StateProperty] = budget.State };
        try
        {
            var response = await (budget.ETag is null
                ? existing.AddEntityAsync(row, cancellationToken)
                : existing.UpdateEntityAsync(row, new ETag(budget.ETag), TableUpdateMode.Replace, cancellationToken));
            return budget with { ETag = response.Headers.ETag?.ToString() };
        }
        catch (RequestFailedException exception) when (exception.Says(
            TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return null;
        }
    }
}
