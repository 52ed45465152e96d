using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Configuration;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace FunctionsSync.Service.Tests.Polling;

public sealed class Bitrix24CatchUpTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task RunAsync_EventsWereLost_BothTheNewAndTheEditedRecordArrive()
    {
        await _world.SyncedAsync();
        await CatchUpAsync();
        await _world.DrainAsync();

        _world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        _world.Bitrix24.Add(2, "Garage");
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        await CatchUpAsync();
        await _world.DrainAsync();

        Assert.Equal(Some.Text("House"), _world.Notion.Value(_world.Notion.PagesOf(1).Single(), Some.Title));
        Assert.Single(_world.Notion.PagesOf(2));
    }

    /// <summary>Between the flow's beginning and the first run nobody else may have listened.</summary>
    [Fact]
    public async Task RunAsync_FirstRun_BeginsWhereTheFlowBegan()
    {
        await _world.Catalog.GetAsync(Some.Cancel);
        _world.Bitrix24.Add(1, "Old");
        _world.Clock.Advance(TimeSpan.FromHours(3));

        await CatchUpAsync();

        Assert.Equal(new SyncRequest(new RecordRef.Bitrix24(EntityType.Deal, new(1)), SyncCause.CatchUp, _world.Clock.GetUtcNow(), new FlowName("Projects")), Assert.Single(Requests));
        Assert.Equal(Some.Noon.AddHours(3), await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_RecordOlderThanTheFlow_IsLeftToTheResync()
    {
        _world.Bitrix24.Add(1, "Old");
        _world.Clock.Advance(TimeSpan.FromHours(3));

        await CatchUpAsync();

        Assert.Empty(Requests);
    }

    [Fact]
    public async Task RunAsync_Later_BeginsFiveMinutesBeforeTheCursor()
    {
        await CatchUpAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(7));

        await CatchUpAsync();

        Assert.Equal((EntityType.Deal, Some.Noon.AddMinutes(-5)), _world.Bitrix24.Listings[^1]);
    }

    [Fact]
    public async Task RunAsync_NothingWasEdited_IsOneListingAndNothingElse()
    {
        await CatchUpAsync();
        _world.Steps.Clear();

        for (var turn = 0; turn < 10; turn++)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(5));
            await CatchUpAsync();
        }

        Assert.Equal(Enumerable.Repeat("bitrix24.ListChanges", 10), _world.Steps.Log);
    }

    [Fact]
    public async Task RunAsync_SameEditInTheOverlap_IsEnqueuedOnce()
    {
        await CatchUpAsync();
        _world.Bitrix24.Add(1, "House");
        _world.Clock.Advance(TimeSpan.FromSeconds(10));

        await CatchUpAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await CatchUpAsync();

        Assert.Single(Requests);
    }

    [Fact]
    public async Task RunAsync_LaterEditInTheOverlap_IsEnqueuedToo()
    {
        await CatchUpAsync();
        _world.Bitrix24.Add(1, "House");
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        await CatchUpAsync();
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("Garage"));
        _world.Clock.Advance(TimeSpan.FromSeconds(10));

        await CatchUpAsync();

        Assert.Equal(2, Requests.Count());
    }

    /// <summary>An edit time has whole seconds: a second edit in the same one looks like the first.</summary>
    [Fact]
    public async Task RunAsync_ListedInTheSecondOfTheEdit_IsEnqueuedAgain()
    {
        await CatchUpAsync();
        _world.Bitrix24.Add(1, "House");
        await CatchUpAsync();
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("Garage"));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));

        await CatchUpAsync();
        await _world.DrainAsync();

        Assert.Equal(2, _world.Queue.Enqueued.Count(sent => sent.Request.Cause == SyncCause.CatchUp));
        Assert.Equal(Some.Text("Garage"), _world.Notion.Value(_world.Notion.PagesOf(1).Single(), Some.Title));
    }

    /// <summary>An import without events must not keep an edit waiting that comes next.</summary>
    [Fact]
    public async Task RunAsync_MassChange_AllButTheFirstFiftyAreBulkWorkAndSoIsTheListing()
    {
        await CatchUpAsync();
        Enumerable.Range(1, 120).ToList().ForEach(id => _world.Bitrix24.Add(id, "House"));
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        RequestLane? listing = null;
        _world.Steps.MeanwhileAt("bitrix24.ListChanges", () =>
        {
            listing = RequestScope.Current.Lane;
            return Task.CompletedTask;
        });

        await CatchUpAsync();

        Assert.Equal((50, 70), (Requests.Count(request => request.Lane == RequestLane.Live), Requests.Count(request => request.Lane == RequestLane.Bulk)));
        Assert.Equal(RequestLane.Bulk, listing);
    }

    [Fact]
    public async Task RunAsync_SeveralFlowsOfOneEntity_ListItOnceAndEachGetsItsRequest()
    {
        using var world = new World(Some.Projects(), Some.Projects("Active Projects"));
        await world.CatchUp.RunAsync(Some.Cancel);
        world.Bitrix24.Add(1, "House");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        world.Bitrix24.Listings.Clear();

        await world.CatchUp.RunAsync(Some.Cancel);

        Assert.Single(world.Bitrix24.Listings);
        Assert.Equal(["Active Projects", "Projects"], world.Queue.Enqueued.Select(sent => sent.Request.Flow?.Value).Order());
    }

    [Fact]
    public async Task RunAsync_PausedFlow_KeepsItsCursorAndCatchesUpWhenItRunsAgain()
    {
        using var world = new World(Some.Projects(), Some.Projects("Active Projects"));
        await world.CatchUp.RunAsync(Some.Cancel);
        await world.Control.PauseAsync(new("Projects"), Some.Cancel);
        world.Bitrix24.Add(1, "House");
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.CatchUp.RunAsync(Some.Cancel);
        Assert.Equal(["Active Projects"], world.Queue.Enqueued.Select(sent => sent.Request.Flow?.Value));
        world.Queue.Forget();

        await world.Control.ResumeAsync(new("Projects"), confirm: false, Some.Cancel);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.CatchUp.RunAsync(Some.Cancel);

        Assert.Equal(["Projects"], world.Queue.Enqueued.Select(sent => sent.Request.Flow?.Value));
    }

    [Fact]
    public async Task RunAsync_NoFlowOfAnEntityRuns_AsksForNothing()
    {
        await _world.Control.PauseAsync(new("Projects"), Some.Cancel);

        await CatchUpAsync();

        Assert.Empty(_world.Bitrix24.Listings);
        Assert.Null(await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_EnqueueingFailsHalfWay_DoesNotMoveTheCursorAndTheNextRunFindsAll()
    {
        await CatchUpAsync();
        var cursor = await CursorAsync();
        Enumerable.Range(1, 3).ToList().ForEach(id => _world.Bitrix24.Add(id, "House"));
        _world.Clock.Advance(TimeSpan.FromMinutes(2));

        // List, enqueue, enqueue.
        _world.Steps.FailAt(3, Fault.CrashBefore);
        await Assert.ThrowsAsync<AggregateException>(CatchUpAsync);
        Assert.Equal(cursor, await CursorAsync());
        await CatchUpAsync();
        await _world.DrainAsync();

        Assert.All([1L, 2, 3], id => Assert.Single(_world.Notion.PagesOf(id)));
    }

    [Fact]
    public async Task RunAsync_OneEntityFails_TheOthersAreListedAndTheFailureSurfaces()
    {
        using var world = new World(Some.Projects(), Tasks());
        await world.CatchUp.RunAsync(Some.Cancel);
        world.Steps.MeanwhileAt("bitrix24.ListChanges", () => throw Some.Failure(RemoteFailure.Forbidden));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(world.CatchUpLog.At(LogLevel.Information), CaughtUp);

        var failure = await Assert.ThrowsAsync<AggregateException>(() => world.CatchUp.RunAsync(Some.Cancel));

        // The alert catch-up-late waits for the absence of that line.
        Assert.Single(world.CatchUpLog.At(LogLevel.Information), CaughtUp);
        Assert.IsType<RemoteException>(Assert.Single(failure.InnerExceptions));
        Assert.Equal(Some.Noon, (await world.Cursors.ReadAsync("bitrix24-catch-up:Projects", Some.Cancel))?.Position);
        Assert.Equal(Some.Noon.AddMinutes(1), (await world.Cursors.ReadAsync("bitrix24-catch-up:Kanban", Some.Cancel))?.Position);
    }

    /// <summary>Neither hides the other from the operator.</summary>
    [Fact]
    public async Task RunAsync_BindingsCannotBeWatched_TheEntitiesAreListedAndTheFailureSurfaces()
    {
        var secrets = new InMemorySecretStore([new(SecretNames.Bitrix24Handler, "https://sync.example.com/api/bitrix24/events")]);
        var events = new Mock<IBitrix24Events>(MockBehavior.Strict);
        events.Setup(port => port.BindAsync(It.IsAny<Uri>(), It.IsAny<IReadOnlyCollection<string>>(), Some.Cancel)).ThrowsAsync(Some.Failure(RemoteFailure.Forbidden));
        var file = Some.File(Some.Projects());
        var bindings = new EventBindings(new(secrets), events.Object, NoOfflineEvents.Bindings(file), file, _world.Clock, NullLogger<EventBindings>.Instance);
        var catchUp = new Bitrix24CatchUp(
            _world.Catalog, bindings, NoOfflineEvents.Source(file), _world.Control, new(_world.Cursors, _world.Clock), _world.Bitrix24, _world.Cursors, _world.Queue,
            _world.Clock, _world.CatchUpLog);

        var failure = await Assert.ThrowsAsync<AggregateException>(() => catchUp.RunAsync(Some.Cancel));

        Assert.Equal(RemoteFailure.Forbidden, Assert.IsType<RemoteException>(Assert.Single(failure.InnerExceptions)).Failure);
        Assert.Equal(Some.Noon, await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_AnotherInstanceWroteTheCursor_ItsPositionStands()
    {
        await CatchUpAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        var others = Some.Noon.AddMinutes(1);
        _world.Steps.MeanwhileAt("bitrix24.ListChanges", async () => Assert.True(await _world.Cursors.TryWriteAsync(
            (await _world.Cursors.ReadAsync("bitrix24-catch-up:Projects", Some.Cancel))! with { Position = others }, Some.Cancel)));

        await CatchUpAsync();

        Assert.Equal(others, await CursorAsync());
        Assert.Single(_world.CatchUpLog.At(LogLevel.Information), line => line.Contains("Another instance", StringComparison.Ordinal));
    }

    private IEnumerable<SyncRequest> Requests => _world.Queue.Enqueued.Select(sent => sent.Request);

    private static bool CaughtUp(string line) => line.StartsWith("Caught up", StringComparison.Ordinal);

    private static FlowSettings Tasks() => Some.Projects("Kanban") with { Bitrix24 = new() { Entity = "task" } };

    private Task CatchUpAsync() => _world.CatchUp.RunAsync(Some.Cancel);

    private async Task<DateTimeOffset?> CursorAsync() => (await _world.Cursors.ReadAsync("bitrix24-catch-up:Projects", Some.Cancel))?.Position;
}
