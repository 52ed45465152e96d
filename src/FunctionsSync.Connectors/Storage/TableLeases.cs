using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Leases in Azure Table Storage: a row while somebody holds one, and its ETag decides between those who want it at once.</summary>
public sealed class TableLeases(TableClient table, TimeProvider timeProvider) : ILeases
{
    public const string TableName = "Leases";

    private const string Partition = "lease";
    private const string ExpiresAtProperty = "expiresAt";

    private readonly TableOnFirstUse _table = new(table);

    public async Task<Lease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var found = await existing.GetEntityIfExistsAsync<TableEntity>(Partition, TableKey.Of(name), cancellationToken: cancellationToken);
        var held = found is { HasValue: true, Value: { } row } ? row : null;
        var now = timeProvider.GetUtcNow();
        if (held?.GetDateTimeOffset(ExpiresAtProperty) > now)
        {
            return null;
        }

        var taken = new TableEntity(Partition, TableKey.Of(name)) { [ExpiresAtProperty] = now + duration };
        try
        {
            var answer = held is null
                ? await existing.AddEntityAsync(taken, cancellationToken)
                : await existing.UpdateEntityAsync(taken, held.ETag, TableUpdateMode.Replace, cancellationToken);
            return answer.Headers.ETag is { } version ? new(name, now + duration, version.ToString()) : null;
        }
        catch (RequestFailedException exception) when (exception.Says(
            TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return null;
        }
    }

    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        try
        {
            await existing.DeleteEntityAsync(Partition, TableKey.Of(lease.Name), new ETag(lease.Version), cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Says(TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return;
        }
    }
}
