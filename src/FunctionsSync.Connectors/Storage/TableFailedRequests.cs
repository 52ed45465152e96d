using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Failed requests in Azure Table Storage.</summary>
public sealed class TableFailedRequests(TableClient table) : IFailedRequests
{
    public const string TableName = "Failed";

    private readonly TableOnFirstUse _table = new(table);

    /// <summary>By a query: a record that has not failed, which is nearly every one, then gives an empty answer and no error in the telemetry.</summary>
    public async Task<FailedRequest?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var existing = await _table.GetAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {FailedRequestRow.Partition} and RowKey eq {id}");
        var found = await existing.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : FailedRequestRow.Read(found);
    }

    public async Task<IReadOnlyList<FailedRequest>> ListAsync(CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        var all = await existing
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {FailedRequestRow.Partition}"), cancellationToken: cancellationToken)
            .Select(FailedRequestRow.Read)
            .ToListAsync(cancellationToken);
        return [.. all.OrderByDescending(request => request.LastFailedAt).ThenBy(request => request.Id, StringComparer.Ordinal)];
    }

    public Task<bool> TryWriteAsync(FailedRequest request, CancellationToken cancellationToken) => TryAsync(
        existing => request.ETag is null
            ? existing.AddEntityAsync(FailedRequestRow.Write(request), cancellationToken)
            : existing.UpdateEntityAsync(FailedRequestRow.Write(request), new ETag(request.ETag), TableUpdateMode.Replace, cancellationToken),
        cancellationToken);

    public async Task<bool> TryRemoveAsync(FailedRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request.ETag);
        return await TryAsync(
            existing => existing.DeleteEntityAsync(FailedRequestRow.Partition, request.Id, new ETag(request.ETag), cancellationToken), cancellationToken);
    }

    private async Task<bool> TryAsync(Func<TableClient, Task<Response>> act, CancellationToken cancellationToken)
    {
        var existing = await _table.GetAsync(cancellationToken);
        try
        {
            // A deletion answers 404 without an exception.
            return !(await act(existing)).IsError;
        }
        catch (RequestFailedException exception) when (exception.Says(
            TableErrorCode.EntityAlreadyExists, TableErrorCode.UpdateConditionNotSatisfied, TableErrorCode.ResourceNotFound))
        {
            return false;
        }
    }
}
