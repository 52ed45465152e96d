using FunctionsSync.Cli.Hosting;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>Over a drain without flows: a sync request is handled at once, anything else fails.</summary>
public sealed class QueuePumpTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly ScriptedReceiver _queue = new();
    private readonly Mock<INotionSchema> _notion = new(MockBehavior.Strict);
    private readonly List<FlowSettings> _flows = [];
    private readonly FlowCatalog _catalog;
    private readonly QueuePump _pump;

    public QueuePumpTests()
    {
        var beginning = new FlowBeginning(Mock.Of<ICursorStore>(MockBehavior.Strict), _clock);
        var file = new SyncFile { Flows = _flows };
        var binder = new FlowBinder(Mock.Of<IBitrix24Schema>(MockBehavior.Strict), _notion.Object, PageTemplates.Read(file), file);
        _catalog = new(file, binder, beginning, _clock);
        var drain = new WriteDrain(
            _catalog,
            new FlowControl(Mock.Of<IFlowStateStore>(MockBehavior.Strict), _clock, NullLogger<FlowControl>.Instance),
            Mock.Of<IMappingStore>(MockBehavior.Strict),
            null!,
            Mock.Of<ISyncRequestQueue>(MockBehavior.Strict),
            new(),
            _clock,
            NullLogger<WriteDrain>.Instance);
        _pump = new(_queue, drain, _clock, NullLogger<QueuePump>.Instance);
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
    [InlineData(5, "is parked")]
    [InlineData(6, "is parked")]
    public async Task ExecuteAsync_MessageFails_ComesBackLaterEachTimeAndIsParkedAtTheFifth(int attempt, string expected)
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

        Assert.Equal(["b is done", "bad is parked", "c is done"], await ToldAsync(3));
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
    public async Task ExecuteAsync_EightMessagesAreHandled_ReceivesNoMore()
    {
        var asked = BlockTheDrain();
        _queue.Give([.. Enumerable.Range(0, 8).Select(number => Good($"{number}"))]);
        _queue.Give(Good("ninth"));
        await _pump.StartAsync(Cancel);
        await asked.WaitAsync(Cancel);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, _queue.Waiting);
    }

    private static QueuedMessage Good(string id) =>
        new(new SyncRequest(new RecordRef.Bitrix24(EntityType.Deal, new(1)), SyncCause.Bitrix24Event, Noon).Serialize(), 1, id, "receipt");

    private static QueuedMessage Bad(string id, int attempt) => new("no sync request", attempt, id, "receipt");

    /// <summary>Binding the flows never ends, unless it is cancelled.</summary>
    private Task BlockTheDrain()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flows.Add(new() { Name = "Projects", Notion = new() { DataSource = Guid.NewGuid().ToString() } });
        _notion.Setup(notion => notion.ReadPropertiesAsync(It.IsAny<DataSourceId>(), It.IsAny<CancellationToken>()))
            .Returns(async (DataSourceId _, CancellationToken token) =>
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
                return (IReadOnlyList<NotionProperty>)[];
            });
        return asked.Task;
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
