using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace FunctionsSync.Scenarios;

/// <summary>Everything a storage account holds, as text.</summary>
/// <param name="Tables">Each property of each row of each table, as <c>table/property: value</c>.</param>
/// <param name="Messages">Each visible message of each queue, as <c>queue: text</c>.</param>
internal sealed record StoredTexts(IReadOnlyList<string> Tables, IReadOnlyList<string> Messages)
{
    private const int MostMessages = 32;

    public static async Task<StoredTexts> ReadAsync(string? storage, CancellationToken cancellationToken)
    {
        var (rows, messages) = (new List<string>(), new List<string>());
        var tables = new TableServiceClient(storage);
        await foreach (var table in tables.QueryAsync(cancellationToken: cancellationToken))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancellationToken))
                rows.AddRange(row.Select(property => $"{table.Name}/{property.Key}: {property.Value}"));
        }

        var queues = new QueueServiceClient(storage);
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: cancellationToken))
        {
            var peeked = await queues.GetQueueClient(queue.Name).PeekMessagesAsync(MostMessages, cancellationToken);
            messages.AddRange(peeked.Value.Select(message => $"{queue.Name}: {Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString()))}"));
        }

        return new(rows, messages);
    }
}
