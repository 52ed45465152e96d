using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every queue of sync requests does.</summary>
public abstract partial class SyncRequestQueueContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<(ISyncRequestQueue Queue, ISyncRequestReceiver Receiver)> CreateAsync();

    /// <summary>How long a message is hidden that shows again within a test: longer than the calls take that must not see it before.</summary>
    protected virtual TimeSpan Hidden => TimeSpan.FromSeconds(1);

    /// <summary>A little less than <see cref="Hidden"/>, and not in whole seconds, as some queues count.</summary>
    private TimeSpan NotQuiteHidden => Hidden - TimeSpan.FromSeconds(0.8);

    /// <summary>Lets the time pass for which a message is hidden, and a little more.</summary>
    protected abstract Task PassHiddenAsync();

    [Fact]
    public async Task ReceiveAsync_NothingEnqueued_IsEmpty()
    {
        var (_, receiver) = await CreateAsync();

        Assert.Empty(await receiver.ReceiveAsync(32, Long, Cancelled));
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
        Assert.Equal(0, await receiver.CountPoisonAsync(Cancelled));
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
        var first = Assert.Single(await receiver.ReceiveAsync(1, Hidden, Cancelled));
        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));

        await PassHiddenAsync();

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
        await queue.EnqueueAsync(Request(42), NotQuiteHidden, Cancelled);

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        await PassHiddenAsync();

        Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));
    }

    [Fact]
    public async Task EnqueueAsync_BothLanes_AreQueuesOfTheirOwn()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(1) with { Lane = RequestLane.Bulk }, TimeSpan.Zero, Cancelled);
        await queue.EnqueueAsync(Request(2), TimeSpan.Zero, Cancelled);

        Assert.Equal((1, 1), (await receiver.CountAsync(RequestLane.Live, Cancelled), await receiver.CountAsync(RequestLane.Bulk, Cancelled)));
        var live = Assert.Single(await receiver.ReceiveAsync(RequestLane.Live, 32, Long, Cancelled));
        var bulk = Assert.Single(await receiver.ReceiveAsync(RequestLane.Bulk, 32, Long, Cancelled));
        Assert.Equal((RequestLane.Live, Request(2)), (live.Lane, SyncRequest.Deserialize(live.Text)));
        Assert.Equal((RequestLane.Bulk, Request(1) with { Lane = RequestLane.Bulk }), (bulk.Lane, SyncRequest.Deserialize(bulk.Text)));
    }

    [Theory]
    [InlineData(1, "2")]
    [InlineData(2, "2 1")]
    [InlineData(3, "2 1 3")]
    public async Task ReceiveAsync_FromBothLanes_TakesLiveFirst(int count, string expected)
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(1) with { Lane = RequestLane.Bulk }, TimeSpan.Zero, Cancelled);
        await queue.EnqueueAsync(Request(2), TimeSpan.Zero, Cancelled);
        await queue.EnqueueAsync(Request(3) with { Lane = RequestLane.Bulk }, TimeSpan.Zero, Cancelled);

        var received = await receiver.ReceiveAsync(count, Long, Cancelled);

        Assert.Equal(expected, string.Join(' ', received.Select(message => ((RecordRef.Bitrix24)SyncRequest.Deserialize(message.Text).Record).Id)));
    }

    [Fact]
    public async Task RenewAsync_StillOurs_StaysInvisibleAndOnlyTheNewReceiptCounts()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var message = Assert.Single(await receiver.ReceiveAsync(1, Hidden, Cancelled));

        var renewed = await receiver.RenewAsync(message, Long, Cancelled);
        await PassHiddenAsync();

        Assert.Empty(await receiver.ReceiveAsync(1, Long, Cancelled));
        await receiver.CompleteAsync(message, Cancelled);
        Assert.Equal(1, await receiver.CountAsync(Cancelled));
        await receiver.CompleteAsync(renewed!, Cancelled);
        Assert.Equal(0, await receiver.CountAsync(Cancelled));
    }

    [Fact]
    public async Task RenewAsync_GoneOrSomebodyElses_IsNull()
    {
        var (queue, receiver) = await CreateAsync();
        await queue.EnqueueAsync(Request(42), TimeSpan.Zero, Cancelled);
        var late = Assert.Single(await receiver.ReceiveAsync(1, Hidden, Cancelled));
        await PassHiddenAsync();
        var owner = Assert.Single(await receiver.ReceiveAsync(1, Long, Cancelled));

        Assert.Null(await receiver.RenewAsync(late, Long, Cancelled));
        await receiver.CompleteAsync(owner, Cancelled);
        Assert.Null(await receiver.RenewAsync(owner, Long, Cancelled));
    }

    protected static SyncRequest Request(long id) =>
        new(new RecordRef.Bitrix24(EntityType.Deal, new(id)), SyncCause.Bitrix24Event, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
}
