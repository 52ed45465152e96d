using System.Text;
using Azure.Storage.Queues;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class AzureSyncRequestQueueTests(AzuriteFixture azurite) : SyncRequestQueueContract
{
    /// <summary>The time is real: a second may pass between two calls on a machine that is busy with something else.</summary>
    protected override TimeSpan Hidden => TimeSpan.FromSeconds(5);

    protected override async Task<(ISyncRequestQueue Queue, ISyncRequestReceiver Receiver)> CreateAsync()
    {
        var queue = new AzureSyncRequestQueue(await NewQueuesAsync());
        return (queue, queue);
    }

    /// <summary>The clock is Azurite's own, and it counts in whole seconds: there is nothing to poll that would not receive the message.</summary>
    protected override Task PassHiddenAsync() => Task.Delay(Hidden + TimeSpan.FromSeconds(0.2), TimeProvider.System, Cancelled);

    [Theory]
    [InlineData(RequestLane.Live, "sync-requests")]
    [InlineData(RequestLane.Bulk, "sync-requests-bulk")]
    public async Task EnqueueAsync_AnyRequest_IsBase64InTheLanesQueueAndNeverExpires(RequestLane lane, string name)
    {
        var queues = await NewQueuesAsync();
        var request = Request(42) with { Lane = lane };
        await new AzureSyncRequestQueue(queues).EnqueueAsync(request, TimeSpan.Zero, Cancelled);

        var message = (await queues(name).ReceiveMessageAsync(cancellationToken: Cancelled)).Value;

        Assert.Equal(request, SyncRequest.Deserialize(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText))));
        Assert.True(message.ExpiresOn - message.InsertedOn > TimeSpan.FromDays(365));
    }

    [Theory]
    [InlineData(RequestLane.Live, "sync-requests-poison")]
    [InlineData(RequestLane.Bulk, "sync-requests-bulk-poison")]
    public async Task MoveToPoisonAsync_Received_LeavesTheRequestInThePoisonQueueAsTheHostWould(RequestLane lane, string name)
    {
        var queues = await NewQueuesAsync();
        var queue = new AzureSyncRequestQueue(queues);
        await queue.EnqueueAsync(Request(42) with { Lane = lane }, TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancelled));

        await queue.MoveToPoisonAsync(message, Cancelled);

        var moved = (await queues(name).ReceiveMessageAsync(cancellationToken: Cancelled)).Value;
        Assert.Equal(message.Text, Encoding.UTF8.GetString(Convert.FromBase64String(moved.MessageText)));
    }

    [Theory]
    [InlineData("not base64 at all")]
    [InlineData("/////w==")]
    [InlineData("{\"v\":1}")]
    public async Task ReceiveAsync_MessageSomebodyPutThereByHand_ComesAsItIsAndCanBeMoved(string text)
    {
        var queues = await NewQueuesAsync();
        var queue = new AzureSyncRequestQueue(queues);
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        await queues(AzureSyncRequestQueue.QueueName).SendMessageAsync(text, Cancelled);

        var messages = await queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), Cancelled);
        var odd = Assert.Single(messages, message => message.Text == text);
        await queue.MoveToPoisonAsync(odd, Cancelled);

        Assert.Equal(2, messages.Count);
        Assert.Equal(1, await queue.CountPoisonAsync(Cancelled));
    }

    [Fact]
    public async Task EnqueueAsync_FirstUseBySeveralProcesses_CreatesTheQueueOnce()
    {
        var queues = await NewQueuesAsync();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(id => Task.Run(() =>
            new AzureSyncRequestQueue(queues).EnqueueAsync(Request(id), TimeSpan.Zero, Cancelled))));

        Assert.Equal(8, await new AzureSyncRequestQueue(queues).CountAsync(Cancelled));
    }

    /// <summary>Queues of one test alone, by the names the product knows them by.</summary>
    private async Task<Func<string, QueueClient>> NewQueuesAsync()
    {
        var queues = new Dictionary<string, QueueClient>
        {
            ["sync-requests"] = await azurite.NewQueueAsync(),
            ["sync-requests-poison"] = await azurite.NewQueueAsync(),
            ["sync-requests-bulk"] = await azurite.NewQueueAsync(),
            ["sync-requests-bulk-poison"] = await azurite.NewQueueAsync(),
        };
        return name => queues[name];
    }
}
