using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every queue of sync requests does.</summary>
public abstract class SyncRequestQueueContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<(ISyncRequestQueue Queue, ISyncRequestReceiver Receiver)> CreateAsync();

    /// <summary>Lets a second pass, and a little more.</summary>
    protected abstract Task PassASecondAsync();

    [Fact]
    public async Task ReceiveAsync_NothingEnqueued_IsEmpty()
    {
        var (_, receiver) = await CreateAsync();

        Assert.Empty(await receiver.ReceiveAsync(32, Long, Cancelled));
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
        Assert.Equal(0, await receiver.CountParkedAsync(Cancelled));
    }

    [Fact]
    public async Task ReceiveAsync_OneEnqueued_ReturnsTheRequest()
    {
        var (queue, receiver) = await CreateAsync();
        var request = Request(42) with { Flow = new("Проекты \"A/B\" <&> 🚀") };
        await queue.EnqueueAsync(request, TimeSpan.Zero, Cancelled);

        var message = Assert.Single(await receiver.ReceiveAsync(32, Long, Cancelled));

        Assert.Equal(request, SyncRequest.Deserialize(message.Text));
        Assert.Equal(1, message.DequeueCount);
    }

    [Fact]
    public async Task ReceiveAsync_Twice_ReturnsDisjointMessages()
    {
        var (queue, receiver) = await CreateAsync();
        for (var id = 1; id <= 10; id++)
        {
            await queue.EnqueueAsync(Request(id), TimeSpan.Zero, Cancelled);
        }

        var first = await receiver.ReceiveAsync(6, Long, Cancelled);
        var second = await receiver.ReceiveAsync(6, Long, Cancelled);

        Assert.Equal(6, first.Count);
        Assert.Equal(4, second.Count);
        Assert.Equal(10, first.Concat(second).DistinctBy(message => message.Id).DistinctBy(message => message.Text).Count());
        Assert.Empty(await receiver.ReceiveAsync(6, Long, Cancelled));
    }

    [Fact]
    public async Task ReceiveAsync_ManyReceiversAtOnce_NoMessageIsReceivedTwice()
    {
        var (queue, receiver) = await CreateAsync();
        for (var id = 1; id <= 32; id++)
        {
            await queue.EnqueueAsync(Request(id), TimeSpan.Zero, Cancelled);
        }

        var received = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => receiver.ReceiveAsync(4, Long, Cancelled))));

        var messages = received.SelectMany(batch => batch).ToList();
        Assert.NotEmpty(messages);
        Assert.Equal(messages.Count, messages.DistinctBy(message => message.Id).Count());
    }

    [Fact]
    public async Task ReceiveAsync_VisibilityRanOut_ReturnsItAgainAndCountsIt()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var first = Assert.Single(await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(1), Cancelled));
        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));

        await PassASecondAsync();

        var second = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(2, second.DequeueCount);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(33, 60)]
    [InlineData(1, 0)]
    [InlineData(1, 8 * 24 * 60 * 60)]
    public async Task ReceiveAsync_MoreThanTheServiceAllows_IsAnError(int count, int seconds)
    {
        var (_, receiver) = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveAsync(count, TimeSpan.FromSeconds(seconds), Cancelled));
    }

    [Fact]
    public async Task EnqueueAsync_WithDelay_IsInvisibleUntilThen()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.FromSeconds(0.2), Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        await PassASecondAsync();

        Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
    }

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
        var message = Assert.Single(await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(1), Cancelled));
        await PassASecondAsync();

        await receiver.CompleteAsync(message, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task LateReceiver_SomebodyElseReceivedItSince_ChangesNothing()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var late = Assert.Single(await receiver.ReceiveAsync(1, TimeSpan.FromSeconds(1), Cancelled));
        await PassASecondAsync();
        var owner = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));

        await receiver.CompleteAsync(late, Cancelled);
        await receiver.ReleaseAsync(late, TimeSpan.Zero, Cancelled);
        await receiver.ParkAsync(late, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        Assert.Equal(0, await receiver.CountParkedAsync(Cancelled));
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

        await receiver.ReleaseAsync(message, TimeSpan.FromSeconds(0.2), Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        await PassASecondAsync();
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
    public async Task ParkAsync_Received_MovesTheMessage()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        await queue.EnqueueAsync(Request(43), TimeSpan.Zero, Cancelled);
        var messages = await receiver.ReceiveAsync(2, Long, Cancelled);

        await receiver.ParkAsync(messages[0], Cancelled);

        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        Assert.Equal(1, await receiver.CountParkedAsync(Cancelled));
    }

    protected static SyncRequest Request(long id) =>
        new(new RecordRef.Bitrix24(EntityType.Deal, new(id)), SyncCause.Bitrix24Event, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
}
