using Azure.Data.Tables;

namespace FunctionsSync.Connectors.Storage;

/// <summary>A table that is created when it is first used; several processes and callers may do so at once.</summary>
internal sealed class TableOnFirstUse(TableClient table)
{
    private volatile bool _exists;

    public async ValueTask<TableClient> GetAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await table.CreateIfNotExistsAsync(cancellationToken);
            _exists = true;
        }

        return table;
    }
}
