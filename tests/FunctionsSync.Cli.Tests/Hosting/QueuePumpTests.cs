using System.Globalization;
using System.Text.Json;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Parking;
using Moq;

namespace FunctionsSync.Cli.Tests.Hosting;

public sealed class QueuePumpTests : QueuePumpTest
{
    [Fact]
    public async Task ExecuteAsync_MessageIsHandled_IsCompleted()
    {
        Queue.Give(Good("a"), Good("b"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a is done", "b is done"], await ToldAsync(2));
    }

    [Theory]
    [InlineData(1, "comes back in 2 s")]
    [InlineData(2, "comes back in 4 s")]
    [InlineData(3, "comes back in 8 s")]
    [InlineData(4, "comes back in 16 s")]
    [InlineData(5, "is given up")]
    [InlineData(6, "is given up")]
    public async Task ExecuteAsync_MessageFails_ComesBackLaterEachTimeAndIsGivenUpAtTheFifth(int attempt, string expected)
    {
        Queue.Give(Bad("a", attempt));

        await Pump.StartAsync(Cancel);

        Assert.Equal([$"a {expected}"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_OneMessageFails_TheOthersAreHandled()
    {
        Queue.Give(Bad("bad", 5), Good("b"));
        Queue.Give(Good("c"));

        await Pump.StartAsync(Cancel);

        Assert.Equal(["b is done", "bad is given up", "c is done"], await ToldAsync(3));
    }

    [Theory]
    [InlineData(RequestLane.Live)]
    [InlineData(RequestLane.Bulk)]
    public async Task ExecuteAsync_PoisonMessage_IsParkedAndOnlyThenDone(RequestLane lane)
    {
        FailedRequest? parked = null;
        Failed.Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((FailedRequest?)null);
        Failed.Setup(store => store.TryWriteAsync(It.IsAny<FailedRequest>(), It.IsAny<CancellationToken>()))
            .Callback((FailedRequest entry, CancellationToken _) => parked = Queue.HasTold ? null : entry)
            .ReturnsAsync(true);
        Queue.Give(Bad("a", 1) with { Lane = lane, IsPoison = true });

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a is done"], await ToldAsync(1));
        Assert.Equal(("no sync request", lane), (parked?.Message, parked?.Lane));
    }

    [Fact]
    public async Task ExecuteAsync_PoisonMessageCannotBeParked_IsNeverGivenUp()
    {
        Queue.Give(Bad("a", 60) with { IsPoison = true });

        await Pump.StartAsync(Cancel);

        Assert.Equal(["a comes back in 256 s"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_BulkIsFull_LiveMessagesDoNotWait()
    {
        var asked = BlockTheDrain();
        Queue.Give([.. Enumerable.Range(0, 8).Select(number => Good($"bulk {number}") with { Lane = RequestLane.Bulk })]);
        await Pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        // Fails before the drain asks for the flows, so it is told although that never ends.
        Queue.Give(Bad("live", 1));

        Assert.Equal(["live comes back in 2 s"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_WorkTakesLong_TheMessageIsRenewedLongBeforeItsTimeEnds()
    {
        var asked = BlockTheDrain();
        Queue.Give(Good("a"));
        await Pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        Assert.Equal(["a is renewed for 60 s", "a is renewed for 60 s", "a is renewed for 60 s"], await ToldAsync(3));
        Assert.Equal((TimeSpan.FromMinutes(1), 20), (Queue.Visibility, MessageLoop.RenewEvery.TotalSeconds));

        // The flow cannot be bound, so the request waits as a new message.
        Requests.Setup(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.FromMinutes(5), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        Unblocked.SetResult();
        Assert.StartsWith("a is done with receipt+++", await UntilToldAsync("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_WorkNeverEnds_IsStoppedLikeOnTheFunctionsHost()
    {
        var asked = BlockTheDrain();
        Queue.Give(Good("a"));
        await Pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        Assert.Equal("a comes back in 2 s", await UntilToldAsync("comes back"));
        Assert.InRange(Clock.GetUtcNow() - Noon, MessageLoop.TimeLimit, MessageLoop.TimeLimit + TimeSpan.FromMinutes(1));
    }

    /// <summary>The file every host reads, or is to follow.</summary>
    [Fact]
    public void Pump_Always_DoesWhatHostJsonSays()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("host.json")));
        var queues = host.RootElement.GetProperty("extensions").GetProperty("queues");

        Assert.Equal(QueuePump.LiveConcurrency, queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchThreshold").GetInt32());
        Assert.Equal(PoisonWatch.MaxDequeueCount, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.True(MessageLoop.TimeLimit <= TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString() ?? string.Empty, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task StopAsync_WhileMessagesAreHandled_EndsAtOnceAndTellsNothing()
    {
        var asked = BlockTheDrain();
        Queue.Give([.. Enumerable.Range(0, 8).Select(number => Good($"{number}"))]);
        await Pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        await Pump.StopAsync(Cancel);

        Assert.True(Pump.ExecuteTask!.IsCompleted);
        Assert.False(Queue.HasTold);
    }

    [Fact]
    public async Task ExecuteAsync_AllWorkersAreBusy_ReceivesNoMore()
    {
        var asked = BlockTheDrain();
        Queue.Give([.. Enumerable.Range(0, 24).Select(number => Good($"{number}"))]);
        Queue.Give(Good("one more"));
        await Pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        Clock.Advance(TimeSpan.FromSeconds(19));

        Assert.Equal(1, Queue.Waiting);
    }
}
