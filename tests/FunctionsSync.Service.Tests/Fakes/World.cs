using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Flows;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Parking;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Relations;
using FunctionsSync.Service.Resyncing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>The engine between two fake systems, over stores in memory, in virtual time.</summary>
internal sealed class World : IDisposable
{
    /// <summary>Enough for every claim to run out and everything to be looked at again.</summary>
    private const int MostTurns = 2000;

    private readonly InMemorySyncRequestQueue _queue;
    private readonly InMemoryJournal _journal;
    private InMemoryMappingStore _mappings = new();
    private readonly FlowBeginning _beginning;
    private readonly ConcernedRecords _concerned;
    private readonly ParkingLot _parking;
    private readonly WriteDrain _elsewhere;

    public World(params FlowSettings[] flows)
    {
        _queue = new(Clock);
        _journal = new(Clock);
        Bitrix24 = new(Steps, Clock);
        Notion = new(Steps, Clock);
        Queue = new(_queue, Steps);
        _beginning = new FlowBeginning(Cursors, Clock);
        var file = Some.File(flows.Length > 0 ? flows : [Some.Projects()]);
        Catalog = new(file, new(Schemas, Schemas, new(_mappings, Clock), PageTemplates.Read(file), file), _beginning, Clock);
        Control = new(States, Clock, NullLogger<FlowControl>.Instance);
        var mappings = new SteppedMappingStore(() => _mappings, Steps);
        Resync = new(Catalog, Control, Bitrix24, Notion, mappings, Queue, new SteppedJournal(_journal, Steps), Clock, NullLogger<Resync>.Instance);
        _concerned = new ConcernedRecords(Catalog, mappings);
        _parking = new ParkingLot(Failed, Clock, ParkingLog);
        Poison = new(_concerned, _parking);
        Parked = new(Failed, Queue, Clock);
        var readings = new PollReadings(Clock);
        var bindings = new EventBindings(
            new(new InMemorySecretStore()), Mock.Of<IBitrix24Events>(MockBehavior.Strict), NoOfflineEvents.Bindings(file), file, Clock, NullLogger<EventBindings>.Instance);
        CatchUp = new(Catalog, bindings, NoOfflineEvents.Source(file), Control, _beginning, Bitrix24, Cursors, Queue, Clock, CatchUpLog);
        Poll = new(Catalog, Control, Notion, mappings, Cursors, Queue, readings, new(Clock, RefusedLog), Options.Create(new EchoOptions()), Clock, PollLog);
        Drain = StartProcess(readings);
        _elsewhere = StartProcess(new(Clock));
    }

    /// <summary>What one process has for itself; everything else is shared.</summary>
    private WriteDrain StartProcess(PollReadings readings)
    {
        var mappings = new SteppedMappingStore(() => _mappings, Steps);
        var claim = new RecordClaim(mappings, Clock);
        var journal = new SyncJournal(new SteppedJournal(_journal, Steps), Clock);
        var bodies = new PageBodies(new(Bitrix24), Mock.Of<INotionBodies>(MockBehavior.Strict), mappings, claim, journal, Clock);
        var creation = new PageCreation(
            Bitrix24, Notion, mappings, claim, journal, _beginning, bodies, new(Notion), new(Catalog, mappings, Queue, Clock), Clock);
        var lost = new LostPartner(Bitrix24, Notion, mappings, claim, journal, Control, Clock);
        var related = new RelatedRecords(Bitrix24, mappings);
        var records = new RecordSync(
            new(related, Notion, new(), Clock), related, Notion, mappings, claim, journal, new(_journal, Clock), creation, bodies, lost, readings, Clock, RecordLog);
        var refused = new RefusedConnection(Clock, RefusedLog);
        var failures = new RequestFailures(Queue, _parking, refused, Schemas, Clock, FailureLog);
        return new(Catalog, Control, _concerned, records, new(), Queue, failures, new(refused, Outlook, Clock), _parking, Poison, DrainLog);
    }

    public FakeTimeProvider Clock { get; } = new(Some.Noon);

    public Steps Steps { get; } = new();

    public FakeSchemas Schemas { get; } = new();

    public FakeBitrix24 Bitrix24 { get; }

    public FakeNotion Notion { get; }

    public SteppedQueue Queue { get; }

    public InMemoryCursorStore Cursors { get; } = new();

    public InMemoryFlowStateStore States { get; } = new();

    public FlowControl Control { get; }

    public BudgetOutlook Outlook { get; } = new();

    public Resync Resync { get; }

    public IMappingStore Mappings => _mappings;

    public IJournal Journal => _journal;

    public FlowCatalog Catalog { get; }

    public WriteDrain Drain { get; }

    public BreakableFailedRequests Failed { get; } = new();

    public ParkedRequests Parked { get; }

    public PoisonWatch Poison { get; }

    public NotionPoll Poll { get; }

    public Bitrix24CatchUp CatchUp { get; }

    public CapturingLogger<Bitrix24CatchUp> CatchUpLog { get; } = new();

    public CapturingLogger<RecordSync> RecordLog { get; } = new();

    public CapturingLogger<WriteDrain> DrainLog { get; } = new();

    public CapturingLogger<ParkingLot> ParkingLog { get; } = new();

    public CapturingLogger<RefusedConnection> RefusedLog { get; } = new();

    public CapturingLogger<RequestFailures> FailureLog { get; } = new();

    public CapturingLogger<NotionPoll> PollLog { get; } = new();

    public void Dispose() => Catalog.Dispose();

    /// <summary>The table is gone, and an empty one is in its place.</summary>
    public void LoseMappings() => _mappings = new();

    /// <summary>A deal whose page is in step, with nothing left to do.</summary>
    public async Task<PageId> SyncedAsync(long id = 1, string title = "Old")
    {
        Bitrix24.Add(id, title);
        await Drain.HandleAsync(Some.Event(id).Serialize(), Some.Cancel);
        await DrainAsync();
        // Notion's queries show the page from now on, and later edits are in another minute.
        Clock.Advance(TimeSpan.FromMinutes(2));
        Steps.Clear();
        Queue.Forget();
        return Notion.PagesOf(id).Single();
    }

    /// <summary>Handles a request that was made just now.</summary>
    public Task HandleAsync(SyncRequest request) => Drain.HandleAsync((request with { ObservedAt = Clock.GetUtcNow() }).Serialize(), Some.Cancel);

    /// <summary>Another instance of the product has the same message, or another about the same record.</summary>
    public Task HandleElsewhereAsync(SyncRequest request) => _elsewhere.HandleAsync((request with { ObservedAt = Clock.GetUtcNow() }).Serialize(), Some.Cancel);

    public Task SendEventAsync(long id = 1) => _queue.EnqueueAsync(Some.Event(id) with { ObservedAt = Clock.GetUtcNow() }, TimeSpan.Zero, Some.Cancel);

    public Task SendPollAsync(PageId page) => _queue.EnqueueAsync(Look(page), TimeSpan.Zero, Some.Cancel);

    public SyncRequest Look(PageId page) => new(new RecordRef.Notion(page), SyncCause.NotionPoll, Clock.GetUtcNow(), new FlowName("Projects"));

    /// <summary>Handles messages until none is left; one that fails comes back, as the queue has it.</summary>
    public async Task DrainAsync()
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var messages = await _queue.ReceiveAsync(1, TimeSpan.FromMinutes(5), Some.Cancel);
            if (messages.Count > 0)
            {
                await HandleAsync(messages[0]);
            }
            else if (await _queue.CountAsync(Some.Cancel) == 0)
            {
                return;
            }
            else
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.Fail($"The queue is not quiet after {MostTurns} turns.");
    }

    public Task<RecordMapping?> MappingAsync(long id = 1) => _mappings.FindAsync(new FlowName("Projects"), new Bitrix24Id(id), Some.Cancel);

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(JournalKind? kind = null) =>
        [.. (await _journal.ReadAsync(1000, Some.Cancel)).Where(entry => kind is null || entry.Kind == kind)];

    public Task<IReadOnlyList<FailedRequest>> FailedAsync() => Failed.ListAsync(Some.Cancel);

    /// <summary>What waits in the queue, visible or not, is handled until <paramref name="span"/> has passed.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var end = Clock.GetUtcNow() + span;
        while (Clock.GetUtcNow() < end)
        {
            foreach (var message in await _queue.ReceiveAsync(32, TimeSpan.FromMinutes(5), Some.Cancel))
            {
                await HandleAsync(message);
            }

            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task HandleAsync(QueuedMessage message)
    {
        try
        {
            await Drain.HandleAsync(message.Text, message.DequeueCount, Some.Cancel);
            await _queue.CompleteAsync(message, Some.Cancel);
        }
        catch (SimulatedCrashException) when (message.DequeueCount >= PoisonWatch.MaxDequeueCount)
        {
            await Poison.HandleAsync(message.Text, message.Lane, Some.Cancel);
            await _queue.CompleteAsync(message, Some.Cancel);
        }
        catch (Exception exception) when (exception is SimulatedCrashException or RemoteException)
        {
            await _queue.ReleaseAsync(message, TimeSpan.FromSeconds(2), Some.Cancel);
        }
    }
}
