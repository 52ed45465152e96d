using Azure.Storage.Queues;

namespace FunctionsSync.Connectors.Storage;

/// <summary>A queue that is created when it is first used; several processes and callers may do so at once.</summary>
internal sealed class QueueOnFirstUse(QueueClient queue)
{
    private volatile bool _exists;

    public async ValueTask<QueueClient> GetAsync(CancellationToken cancellationToken)
    {
        if (!_exists)
        {
            await queue.CreateIfNotExistsAsync(metadata: null, cancellationToken);
            _exists = true;
        }

        return queue;
    }
}
