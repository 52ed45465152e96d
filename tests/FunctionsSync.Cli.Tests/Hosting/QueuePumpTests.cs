using System.Text.Json;
using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Parking;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>Over a drain without flows: a sync request is handled at once. Anything else would be parked, and the store for that is out of reach: it fails.</summary>
public sealed class QueuePumpTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly ScriptedReceiver _queue = new();
    private readonly Mock<INotionSchema> _notion = new(MockBehavior.Strict);
    private readonly Mock<IFailedRequests> _failed = new(MockBehavior.Strict);
    private readonly Mock<ISyncRequestQueue> _requests = new(MockBehavior.Strict);
    private readonly List<FlowSettings> _flows = [];
    private readonly TaskCompletionSource _unblocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FlowCatalog _catalog;
    private readonly QueuePump _pump;

    public QueuePumpTests()
    {
        var beginning = new FlowBeginning(Mock.Of<ICursorStore>(MockBehavior.Strict), _clock);
        var file = new SyncFile { Flows = _flows };
        var binder = new FlowBinder(Mock.Of<IBitrix24Schema>(MockBehavior.Strict), _notion.Object, new(Mock.Of<IMappingStore>(MockBehavior.Strict), _clock), PageTemplates.Read(file), file);
        _catalog = new(file, binder, beginning, _clock);
        _failed.Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("No storage."));
        var queue = _requests.Object;
        var concerned = new ConcernedRecords(_catalog, Mock.Of<IMappingStore>(MockBehavior.Strict));
        var parking = new ParkingLot(_failed.Object, _clock, NullLogger<ParkingLot>.Instance);
        var refused = new RefusedConnection(_clock, NullLogger<RefusedConnection>.Instance);
        var poison = new PoisonWatch(concerned, parking);
        var drain = new WriteDrain(
            _catalog,
            new FlowControl(Mock.Of<IFlowStateStore>(MockBehavior.Strict), _clock, NullLogger<FlowControl>.Instance),
            concerned,
            null!,
            new RecentLooks(),
            queue,
            new(queue, parking, refused, Mock.Of<IBitrix24Schema>(MockBehavior.Strict), _clock, NullLogger<RequestFailures>.Instance),
            new(refused, new(), _clock),
            parking,
            poison,
            NullLogger<WriteDrain>.Instance);
        _pump = new(_queue, drain, poison, _clock, NullLogger<QueuePump>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _pump.StopAsync(CancellationToken.None);
        _pump.Dispose();
        _catalog.Dispose();
    }

    [Fact]
    public async Task ExecuteAsync_MessageIsHandled_IsCompleted()
    {
        _queue.Give(Good("a"), Good("b"));

        await _pump.StartAsync(Cancel);

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
        _queue.Give(Bad("a", attempt));

        await _pump.StartAsync(Cancel);

        Assert.Equal([$"a {expected}"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_OneMessageFails_TheOthersAreHandled()
    {
        _queue.Give(Bad("bad", 5), Good("b"));
        _queue.Give(Good("c"));

        await _pump.StartAsync(Cancel);

        Assert.Equal(["b is done", "bad is given up", "c is done"], await ToldAsync(3));
    }

    [Theory]
    [InlineData(RequestLane.Live)]
    [InlineData(RequestLane.Bulk)]
    public async Task ExecuteAsync_PoisonMessage_IsParkedAndOnlyThenDone(RequestLane lane)
    {
        FailedRequest? parked = null;
        _failed.Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync((FailedRequest?)null);
        _failed.Setup(store => store.TryWriteAsync(It.IsAny<FailedRequest>(), It.IsAny<CancellationToken>()))
            .Callback((FailedRequest entry, CancellationToken _) => parked = _queue.HasTold ? null : entry)
            .ReturnsAsync(true);
        _queue.Give(Bad("a", 1) with { Lane = lane, IsPoison = true });

        await _pump.StartAsync(Cancel);

        Assert.Equal(["a is done"], await ToldAsync(1));
        Assert.Equal(("no sync request", lane), (parked?.Message, parked?.Lane));
    }

    [Fact]
    public async Task ExecuteAsync_PoisonMessageCannotBeParked_IsNeverGivenUp()
    {
        _queue.Give(Bad("a", 60) with { IsPoison = true });

        await _pump.StartAsync(Cancel);

        Assert.Equal(["a comes back in 256 s"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_BulkIsFull_LiveMessagesDoNotWait()
    {
        var asked = BlockTheDrain();
        _queue.Give([.. Enumerable.Range(0, 8).Select(number => Good($"bulk {number}") with { Lane = RequestLane.Bulk })]);
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        // Fails before the drain asks for the flows, so it is told although that never ends.
        _queue.Give(Bad("live", 1));

        Assert.Equal(["live comes back in 2 s"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_WorkTakesLong_TheMessageIsRenewedLongBeforeItsTimeEnds()
    {
        var asked = BlockTheDrain();
        _queue.Give(Good("a"));
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        Assert.Equal(["a is renewed for 60 s", "a is renewed for 60 s", "a is renewed for 60 s"], await ToldAsync(3));
        Assert.Equal((TimeSpan.FromMinutes(1), 20), (_queue.Visibility, MessageLoop.RenewEvery.TotalSeconds));

        // The flow cannot be bound, so the request waits as a new message.
        _requests.Setup(queue => queue.EnqueueAsync(It.IsAny<SyncRequest>(), TimeSpan.FromMinutes(5), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        _unblocked.SetResult();
        Assert.StartsWith("a is done with receipt+++", await UntilToldAsync("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteAsync_WorkNeverEnds_IsStoppedLikeOnTheFunctionsHost()
    {
        var asked = BlockTheDrain();
        _queue.Give(Good("a"));
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        Assert.Equal("a comes back in 2 s", await UntilToldAsync("comes back"));
        Assert.InRange(_clock.GetUtcNow() - Noon, MessageLoop.TimeLimit, MessageLoop.TimeLimit + TimeSpan.FromMinutes(1));
    }

    /// <summary>The file every host reads, or is to follow.</summary>
    [Fact]
    public void Pump_Always_DoesWhatHostJsonSays()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("host.json")));
        var queues = host.RootElement.GetProperty("extensions").GetProperty("queues");

        Assert.Equal(QueuePump.LiveConcurrency, queues.GetProperty("batchSize").GetInt32() + queues.GetProperty("newBatchThreshold").GetInt32());
        Assert.Equal(PoisonWatch.MaxDequeueCount, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.Equal($"{MessageLoop.TimeLimit:c}", host.RootElement.GetProperty("functionTimeout").GetString());
    }

    /// <summary>The Azure client's own time-out is an <see cref="OperationCanceledException"/>.</summary>
    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task ExecuteAsync_QueueIsOutOfReach_GoesOnAfterwards(Type failure)
    {
        _queue.Fail((Exception)Activator.CreateInstance(failure)!);
        _queue.Give(Good("a"));

        await _pump.StartAsync(Cancel);

        Assert.Equal(["a is done"], await ToldAsync(1));
    }

    [Fact]
    public async Task ExecuteAsync_QueueIsOutOfReach_IsLeftAloneForFiveSeconds()
    {
        _queue.Fail(new IOException());
        _queue.Give(Good("a"));
        await _pump.StartAsync(Cancel);
        await UntilAsync(() => _queue.Waiting == 1);

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(1, _queue.Waiting);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task ExecuteAsync_OutcomeCannotBeTold_GoesOn(Type failure)
    {
        _queue.Outage = (Exception)Activator.CreateInstance(failure)!;
        _queue.Give(Bad("a", 1));
        _queue.Give(Good("b"));

        await _pump.StartAsync(Cancel);

        Assert.Equal(["b is done", "outage instead of: a comes back in 2 s"], await ToldAsync(2));
        Assert.False(_pump.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task ExecuteAsync_CompletingFails_TheMessageComesBack()
    {
        _queue.Outage = new IOException();
        _queue.Give(Good("a"));

        await _pump.StartAsync(Cancel);

        Assert.Equal(["a comes back in 2 s", "outage instead of: a is done"], await ToldAsync(2));
    }

    [Fact]
    public async Task StopAsync_WhileMessagesAreHandled_EndsAtOnceAndTellsNothing()
    {
        var asked = BlockTheDrain();
        _queue.Give([.. Enumerable.Range(0, 8).Select(number => Good($"{number}"))]);
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        await _pump.StopAsync(Cancel);

        Assert.True(_pump.ExecuteTask!.IsCompleted);
        Assert.False(_queue.HasTold);
    }

    [Fact]
    public async Task ExecuteAsync_AllWorkersAreBusy_ReceivesNoMore()
    {
        var asked = BlockTheDrain();
        _queue.Give([.. Enumerable.Range(0, 24).Select(number => Good($"{number}"))]);
        _queue.Give(Good("one more"));
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        _clock.Advance(TimeSpan.FromSeconds(19));

        Assert.Equal(1, _queue.Waiting);
    }

    private static QueuedMessage Good(string id) =>
        new(new SyncRequest(new RecordRef.Bitrix24(EntityType.Deal, new(1)), SyncCause.Bitrix24Event, Noon).Serialize(), 1, id, "receipt");

    private static QueuedMessage Bad(string id, int attempt) => new("no sync request", attempt, id, "receipt");

    /// <summary>Binding the flows never ends, unless it is cancelled, or unblocked and then fails for good.</summary>
    private Task BlockTheDrain()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flows.Add(new() { Name = "Projects", Notion = new() { DataSource = Guid.NewGuid().ToString() } });
        _notion.Setup(notion => notion.ReadPropertiesAsync(It.IsAny<DataSourceId>(), It.IsAny<CancellationToken>()))
            .Returns(async Task<IReadOnlyList<NotionProperty>> (DataSourceId _, CancellationToken token) =>
            {
                asked.TrySetResult();
                await _unblocked.Task.WaitAsync(token);
                throw new RemoteException(RemoteFailure.NotFound, "There is no such data source.");
            });
        return asked.Task;
    }

    private async Task<string> UntilToldAsync(string what)
    {
        while (true)
        {
            var told = (await ToldAsync(1)).Single();
            if (told.Contains(what, StringComparison.Ordinal))
            {
                return told;
            }
        }
    }

    private async Task<IEnumerable<string>> ToldAsync(int count)
    {
        var told = new List<string>();
        while (told.Count < count)
        {
            var next = _queue.ToldAsync(Cancel);
            await UntilAsync(() =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            });
            told.Add(await next);
        }

        return told.Order(StringComparer.Ordinal);
    }

    /// <summary>The pump runs on threads of its own: it is waited for, with an end.</summary>
    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var turn = 0; !condition(); turn++)
        {
            Assert.True(turn < 2000, "It did not happen within 10 s.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
        }
    }
}
