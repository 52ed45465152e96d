using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Sync requests in Azure Queue Storage, encoded as the queue trigger of the Functions host expects them.</summary>
/// <param name="queue">The queue. Its client must not encode messages itself: one odd message would then fail a whole receive.</param>
/// <param name="poison">Where messages go that failed too often; the host's own poison queue.</param>
public sealed class AzureSyncRequestQueue(QueueClient queue, QueueClient poison) : ISyncRequestQueue, ISyncRequestReceiver
{
    public const string QueueName = "sync-requests";

    /// <summary>The name is the Functions host's rule: the queue's own, then <c>-poison</c>.</summary>
    public const string PoisonQueueName = QueueName + "-poison";

    /// <summary>A message stays until it is handled: Azure's own default forgets it after seven days.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private static readonly TimeSpan TimeToMove = TimeSpan.FromMinutes(1);

    private readonly QueueOnFirstUse _queue = new(queue);
    private readonly QueueOnFirstUse _poison = new(poison);

    public Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return SendAsync(_queue, request.Serialize(), delay, cancellationToken);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueLimits.CheckReceive(count, visibility);
        var existing = await _queue.GetAsync(cancellationToken);
        var received = await existing.ReceiveMessagesAsync(count, QueueLimits.WholeSeconds(visibility), cancellationToken);
        return [.. received.Value.Select(message =>
            new QueuedMessage(QueueText.Decode(message.Body.ToString()), message.DequeueCount, message.MessageId, message.PopReceipt))];
    }

    public Task CompleteAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOursAsync(existing => existing.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken), cancellationToken);

    public Task ReleaseAsync(QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return WhileOursAsync(existing => HideAsync(existing, message, delay, cancellationToken), cancellationToken);
    }

    /// <summary>Sent before it is deleted: a crash in between leaves it in both queues, never in none.</summary>
    public Task ParkAsync(QueuedMessage message, CancellationToken cancellationToken) =>
        WhileOursAsync(
            async existing =>
            {
                var receipt = await HideAsync(existing, message, TimeToMove, cancellationToken);
                await SendAsync(_poison, message.Text, TimeSpan.Zero, cancellationToken);
                await existing.DeleteMessageAsync(message.Id, receipt, cancellationToken);
            },
            cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => CountAsync(_queue, cancellationToken);

    public Task<int> CountParkedAsync(CancellationToken cancellationToken) => CountAsync(_poison, cancellationToken);

    private static async Task SendAsync(QueueOnFirstUse queue, string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        var existing = await queue.GetAsync(cancellationToken);
        await existing.SendMessageAsync(QueueText.Encode(text), QueueLimits.WholeSeconds(delay), Forever, cancellationToken);
    }

    /// <summary>Also proves that the message is still ours, and answers with its new receipt.</summary>
    private static async Task<string> HideAsync(QueueClient existing, QueuedMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var update = await existing.UpdateMessageAsync(
            message.Id, message.Receipt, visibilityTimeout: QueueLimits.WholeSeconds(delay), cancellationToken: cancellationToken);
        return update.Value.PopReceipt;
    }

    private static async Task<int> CountAsync(QueueOnFirstUse queue, CancellationToken cancellationToken)
    {
        var existing = await queue.GetAsync(cancellationToken);
        var properties = await existing.GetPropertiesAsync(cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    /// <summary>A message that is gone, or that somebody else received since, is theirs.</summary>
    private async Task WhileOursAsync(Func<QueueClient, Task> act, CancellationToken cancellationToken)
    {
        var existing = await _queue.GetAsync(cancellationToken);
        try
        {
            await act(existing);
        }
        catch (RequestFailedException exception)
            when (exception.Says(QueueErrorCode.MessageNotFound, QueueErrorCode.PopReceiptMismatch))
        {
            return;
        }
    }
}
