using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>One queue in Azure Queue Storage, encoded as the queue trigger of the Functions host expects it.</summary>
/// <param name="queue">The queue. Its client must not encode messages itself: one odd message would then fail a whole receive.</param>
/// <param name="lane">What its messages say of their lane.</param>
/// <param name="isPoison">Whether it is the lane's poison queue.</param>
internal sealed class LaneQueue(QueueClient queue, RequestLane lane, bool isPoison)
{
    /// <summary>A message stays until it is handled: Azure's own default forgets it after seven days.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private readonly QueueOnFirstUse _queue = new(queue);

    public async Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken)
    {
        var existing = await _queue.GetAsync(cancellationToken);
        await existing.SendMessageAsync(QueueText.Encode(text), QueueLimits.WholeSeconds(delay), Forever, cancellationToken);
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(int count, TimeSpan visibility, CancellationToken cancellationToken)
    {
        QueueLimits.CheckReceive(count, visibility);
        var existing = await _queue.GetAsync(cancellationToken);
        var received = await existing.ReceiveMessagesAsync(count, QueueLimits.WholeSeconds(visibility), cancellationToken);
        return [.. received.Value.Select(message => new QueuedMessage(
            QueueText.Decode(message.Body.ToString()), message.DequeueCount, message.MessageId, message.PopReceipt, lane, isPoison))];
    }

    /// <summary>Proves that the message is still ours, and answers with its new receipt; null when it is gone, or somebody else received it since.</summary>
    public async Task<QueuedMessage?> HideAsync(QueuedMessage message, TimeSpan time, CancellationToken cancellationToken)
    {
        var existing = await _queue.GetAsync(cancellationToken);
        try
        {
            var update = await existing.UpdateMessageAsync(
                message.Id, message.Receipt, visibilityTimeout: QueueLimits.WholeSeconds(time), cancellationToken: cancellationToken);
            return message with { Receipt = update.Value.PopReceipt };
        }
        catch (RequestFailedException exception) when (IsNoLongerOurs(exception))
        {
            return null;
        }
    }

    /// <summary>A message that is gone, or that somebody else received since, is theirs.</summary>
    public async Task DeleteAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        var existing = await _queue.GetAsync(cancellationToken);
        try
        {
            await existing.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
        }
        catch (RequestFailedException exception) when (IsNoLongerOurs(exception))
        {
            return;
        }
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var existing = await _queue.GetAsync(cancellationToken);
        var properties = await existing.GetPropertiesAsync(cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }

    private static bool IsNoLongerOurs(RequestFailedException exception) =>
        exception.Says(QueueErrorCode.MessageNotFound, QueueErrorCode.PopReceiptMismatch);
}
