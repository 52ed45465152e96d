using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

public abstract partial class SyncRequestQueueContract
{
    [Fact]
    public async Task CompleteAsync_Received_RemovesTheMessage()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(1, await receiver.CountAsync(Cancelled));

        await receiver.CompleteAsync(message, Cancelled);

        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task CompleteAsync_Twice_CountsAsDone()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
        await receiver.CompleteAsync(message, Cancelled);

        await receiver.CompleteAsync(message, Cancelled);

        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task CompleteAsync_TimeRanOutButNobodyElseReceivedIt_RemovesTheMessage()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Hidden, Cancelled));
        await PassHiddenAsync();

        await receiver.CompleteAsync(message, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task LateReceiver_SomebodyElseReceivedItSince_ChangesNothing()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var late = Assert.Single(await receiver.ReceiveAsync(1, Hidden, Cancelled));
        await PassHiddenAsync();
        var owner = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));

        await receiver.CompleteAsync(late, Cancelled);
        await receiver.ReleaseAsync(late, TimeSpan.Zero, Cancelled);
        await receiver.MoveToPoisonAsync(late, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        Assert.Equal(0, await receiver.CountPoisonAsync(Cancelled));
        await receiver.CompleteAsync(owner, Cancelled);
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task ReleaseAsync_NoDelay_IsVisibleAtOnceAndWhole()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));

        await receiver.ReleaseAsync(message, TimeSpan.Zero, Cancelled);

        var again = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(message.Text, again.Text);
        Assert.Equal(2, again.DequeueCount);
    }

    [Fact]
    public async Task ReleaseAsync_WithDelay_IsInvisibleUntilThen()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));

        await receiver.ReleaseAsync(message, NotQuiteHidden, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        await PassHiddenAsync();
        Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
    }

    [Fact]
    public async Task ReleaseAsync_OldReceipt_IsWorthlessAfterwards()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
        await receiver.ReleaseAsync(message, TimeSpan.Zero, Cancelled);

        await receiver.CompleteAsync(message, Cancelled);

        Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
    }

    [Fact]
    public async Task MoveToPoisonAsync_Received_MovesTheMessage()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        await queue.EnqueueAsync(Request(43), TimeSpan.Zero, Cancelled);
        var messages = await receiver.ReceiveAsync(2, Long, Cancelled);

        await receiver.MoveToPoisonAsync(messages[0], Cancelled);

        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        Assert.Equal(1, await receiver.CountPoisonAsync(Cancelled));
    }

    [Fact]
    public async Task MoveToPoisonAsync_FromEitherLane_IsReceivedFromThatLanesPoisonQueueOnly()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42) with { Lane = RequestLane.Bulk }, TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(RequestLane.Bulk, 32, Long, Cancelled));

        await receiver.MoveToPoisonAsync(message, Cancelled);

        Assert.Empty(await receiver.ReceivePoisonAsync(RequestLane.Live, 32, Long, Cancelled));
        var poison = Assert.Single(await receiver.ReceivePoisonAsync(RequestLane.Bulk, 32, Long, Cancelled));
        Assert.Equal((message.Text, RequestLane.Bulk, true, 1), (poison.Text, poison.Lane, poison.IsPoison, poison.DequeueCount));
        Assert.Equal(1, await receiver.CountPoisonAsync(Cancelled));

        await receiver.CompleteAsync(poison, Cancelled);
        Assert.Equal((0, 0), (await receiver.CountPoisonAsync(Cancelled), await receiver.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task ReleaseAsync_PoisonMessage_StaysInThePoisonQueue()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        await receiver.MoveToPoisonAsync(Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled)), Cancelled);
        var poison = Assert.Single(await receiver.ReceivePoisonAsync(RequestLane.Live, 1, Long, Cancelled));

        await receiver.ReleaseAsync(poison, TimeSpan.Zero, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(32, Long, Cancelled));
        Assert.Equal(2, Assert.Single(await receiver.ReceivePoisonAsync(RequestLane.Live, 1, Long, Cancelled)).DequeueCount);
    }
}
