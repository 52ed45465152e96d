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
public abstract class QueuePumpTest : IAsyncDisposable
{
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<INotionSchema> _notion = new(MockBehavior.Strict);
    private readonly List<FlowSettings> _flows = [];
    private readonly FlowCatalog _catalog;

    protected QueuePumpTest()
    {
        var beginning = new FlowBeginning(Mock.Of<ICursorStore>(MockBehavior.Strict), Clock);
        var file = new SyncFile { Flows = _flows };
        var binder = new FlowBinder(Mock.Of<IBitrix24Schema>(MockBehavior.Strict), _notion.Object, new(Mock.Of<IMappingStore>(MockBehavior.Strict), Clock), PageTemplates.Read(file), file);
        _catalog = new(file, binder, beginning, Clock);
        Failed.Setup(store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("No storage."));
        var queue = Requests.Object;
        var concerned = new ConcernedRecords(_catalog, Mock.Of<IMappingStore>(MockBehavior.Strict));
        var parking = new ParkingLot(Failed.Object, Clock, NullLogger<ParkingLot>.Instance);
        var refused = new RefusedConnection(Clock, NullLogger<RefusedConnection>.Instance);
        var poison = new PoisonWatch(concerned, parking);
        var drain = new WriteDrain(
            _catalog,
            new FlowControl(Mock.Of<IFlowStateStore>(MockBehavior.Strict), Clock, NullLogger<FlowControl>.Instance),
            concerned,
            null!,
            new RecentLooks(),
            queue,
            new(queue, parking, refused, Mock.Of<IBitrix24Schema>(MockBehavior.Strict), Clock, NullLogger<RequestFailures>.Instance),
            new(refused, new(), Clock),
            parking,
            poison,
            NullLogger<WriteDrain>.Instance);
        Pump = new(Queue, drain, poison, Clock, Log);
    }

    private protected FakeTimeProvider Clock { get; } = new(Noon);

    private protected ScriptedReceiver Queue { get; } = new();

    private protected WrittenLog<QueuePump> Log { get; } = new();

    private protected Mock<IFailedRequests> Failed { get; } = new(MockBehavior.Strict);

    private protected Mock<ISyncRequestQueue> Requests { get; } = new(MockBehavior.Strict);

    /// <summary>Ends the block of <see cref="BlockTheDrain"/>.</summary>
    private protected TaskCompletionSource Unblocked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected QueuePump Pump { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await Pump.StopAsync(CancellationToken.None);
        Pump.Dispose();
        _catalog.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static QueuedMessage Good(string id) =>
        new(new SyncRequest(new RecordRef.Bitrix24(EntityType.Deal, new(1)), SyncCause.Bitrix24Event, Noon).Serialize(), 1, id, "receipt");

    private protected static QueuedMessage Bad(string id, int attempt) => new("no sync request", attempt, id, "receipt");

    /// <summary>Binding the flows never ends, unless it is cancelled, or unblocked and then fails for good.</summary>
    private protected Task BlockTheDrain()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flows.Add(new() { Name = "Projects", Notion = new() { DataSource = Guid.NewGuid().ToString() } });
        _notion.Setup(notion => notion.ReadPropertiesAsync(It.IsAny<DataSourceId>(), It.IsAny<CancellationToken>()))
            .Returns(async Task<IReadOnlyList<NotionProperty>> (DataSourceId _, CancellationToken token) =>
            {
                asked.TrySetResult();
                await Unblocked.Task.WaitAsync(token);
                throw new RemoteException(RemoteFailure.NotFound, "There is no such data source.");
            });
        return asked.Task;
    }

    private protected async Task<string> UntilToldAsync(string what)
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

    private protected async Task<IEnumerable<string>> ToldAsync(int count)
    {
        var told = new List<string>();
        while (told.Count < count)
        {
            var next = Queue.ToldAsync(Cancel);
            await UntilAsync(() =>
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            });
            told.Add(await next);
        }

        return told.Order(StringComparer.Ordinal);
    }

    /// <summary>The pump runs on threads of its own: it is waited for, with an end.</summary>
    private protected static async Task UntilAsync(Func<bool> condition)
    {
        for (var turn = 0; !condition(); turn++)
        {
            Assert.True(turn < 2000, "It did not happen within 10 s.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancel);
        }
    }
}
