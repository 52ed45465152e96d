using System.Text;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

public sealed class AzureSyncRequestQueueTests(AzuriteFixture azurite) : SyncRequestQueueContract
{
    protected override async Task<(ISyncRequestQueue Queue, ISyncRequestReceiver Receiver)> CreateAsync()
    {
        var queue = new AzureSyncRequestQueue(await azurite.NewQueueAsync(), await azurite.NewQueueAsync());
        return (queue, queue);
    }

    /// <summary>The clock is Azurite's own, and it counts in whole seconds: there is nothing to poll that would not receive the message.</summary>
    protected override Task PassASecondAsync() => Task.Delay(TimeSpan.FromSeconds(1.2), TimeProvider.System, Cancelled);

    [Fact]
    public async Task EnqueueAsync_AnyRequest_IsBase64AndNeverExpires()
    {
        var client = await azurite.NewQueueAsync();
        await new AzureSyncRequestQueue(client, await azurite.NewQueueAsync()).EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);

        var message = (await client.ReceiveMessageAsync(cancellationToken: Cancelled)).Value;

        Assert.Equal(Request(42), SyncRequest.Deserialize(Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText))));
        Assert.True(message.ExpiresOn - message.InsertedOn > TimeSpan.FromDays(365));
    }

    [Fact]
    public async Task ParkAsync_Received_LeavesTheRequestInThePoisonQueueAsTheHostWould()
    {
        var poison = await azurite.NewQueueAsync();
        var queue = new AzureSyncRequestQueue(await azurite.NewQueueAsync(), poison);
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), Cancelled));

        await queue.ParkAsync(message, Cancelled);

        var parked = (await poison.ReceiveMessageAsync(cancellationToken: Cancelled)).Value;
        Assert.Equal(message.Text, Encoding.UTF8.GetString(Convert.FromBase64String(parked.MessageText)));
    }

    [Theory]
    [InlineData("not base64 at all")]
    [InlineData("/////w==")]
    [InlineData("{\"v\":1}")]
    public async Task ReceiveAsync_MessageSomebodyPutThereByHand_ComesAsItIsAndCanBeParked(string text)
    {
        var client = await azurite.NewQueueAsync();
        var queue = new AzureSyncRequestQueue(client, await azurite.NewQueueAsync());
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        await client.SendMessageAsync(text, Cancelled);

        var messages = await queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), Cancelled);
        var odd = Assert.Single(messages, message => message.Text == text);
        await queue.ParkAsync(odd, Cancelled);

        Assert.Equal(2, messages.Count);
        Assert.Equal(1, await queue.CountParkedAsync(Cancelled));
    }

    [Fact]
    public async Task EnqueueAsync_FirstUseBySeveralProcesses_CreatesTheQueueOnce()
    {
        var (client, poison) = (await azurite.NewQueueAsync(), await azurite.NewQueueAsync());

        await Task.WhenAll(Enumerable.Range(1, 8).Select(id => Task.Run(() =>
            new AzureSyncRequestQueue(client, poison).EnqueueAsync(Request(id), TimeSpan.Zero, Cancelled))));

        Assert.Equal(8, await new AzureSyncRequestQueue(client, poison).CountAsync(Cancelled));
    }
}
