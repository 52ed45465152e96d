using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsSync.Service.Tests.Polling;

public sealed class NotionPollTests : IDisposable
{
    private const string CursorName = "notion-poll:Projects";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task RunAsync_FirstPoll_ReadsEverythingAndRemembersTheNewestEdit()
    {
        var page = await _world.SyncedAsync();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));

        await PollAsync();

        Assert.Equal([null], _world.Notion.Listings);
        Assert.Equal(Some.Noon.AddMinutes(2), await CursorAsync());
        var (request, delay) = Assert.Single(_world.Queue.Enqueued);
        Assert.Equal(_world.Look(page), request);
        Assert.Equal(TimeSpan.Zero, delay);
    }

    [Fact]
    public async Task RunAsync_LaterPoll_BeginsFiveMinutesBeforeTheCursor()
    {
        await _world.SyncedAsync();
        await PollAsync();

        await PollAsync();

        Assert.Equal([null, Some.Noon.AddMinutes(-5)], _world.Notion.Listings);
    }

    [Fact]
    public async Task RunAsync_NothingWasEdited_IsOneListingAndNothingElse()
    {
        await _world.SyncedAsync();
        await PollAsync();
        _world.Steps.Clear();

        for (var turn = 0; turn < 10; turn++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(30));
            await PollAsync();
        }

        Assert.Equal(10, _world.Steps.Log.Count(step => step == "notion.List"));
        Assert.All(_world.Steps.Log, step => Assert.True(step is "notion.List" or "mappings.FindPage", step));
        Assert.Empty(_world.Queue.Enqueued);
    }

    /// <summary>A mass change must not keep an edit waiting that comes next.</summary>
    [Fact]
    public async Task RunAsync_MassChange_AllButTheFirstFiftyAreBulkWork()
    {
        for (var id = 1; id <= 60; id++)
        {
            _world.Notion.Edit(await _world.SyncedAsync(id), Some.Title, Some.Text("New"));
        }

        await PollAsync();

        var lanes = _world.Queue.Enqueued.Where(sent => sent.Request.Cause == SyncCause.NotionPoll).ToLookup(sent => sent.Request.Lane);
        Assert.Equal((50, 10), (lanes[RequestLane.Live].Count(), lanes[RequestLane.Bulk].Count()));
    }

    /// <summary>However many pages were edited together, they are not read again by every poll until the next edit.</summary>
    [Fact]
    public async Task RunAsync_LastEditIsLongAgo_IsReadNoMore()
    {
        await _world.SyncedAsync();
        await PollAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(11));
        await PollAsync();
        _world.Steps.Clear();

        await PollAsync();

        Assert.Equal(["notion.List"], _world.Steps.Log);
        Assert.Equal(_world.Clock.GetUtcNow().AddMinutes(-10), _world.Notion.Listings[^1]);
    }

    [Fact]
    public async Task RunAsync_SecondEditInTheSameMinute_IsFound()
    {
        var page = await _world.SyncedAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(10));
        _world.Notion.Edit(page, Some.Title, Some.Text("First"));
        await PollAsync();
        await _world.DrainAsync();
        var cursor = await CursorAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(20));
        _world.Notion.Edit(page, Some.Title, Some.Text("Second"));

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();
        await _world.DrainAsync();

        Assert.Equal(Some.Text("Second"), _world.Bitrix24.Value(1, Some.Title));
        Assert.Equal(cursor, await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_OurOwnWrite_IsNoNews()
    {
        await _world.SyncedAsync();
        await PollAsync();
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        await _world.HandleAsync(Some.Event(1));
        // Beyond the echo window, where the baseline decides.
        _world.Clock.Advance(TimeSpan.FromSeconds(11));

        await PollAsync();

        Assert.Empty(_world.Queue.Enqueued);
    }

    [Fact]
    public async Task RunAsync_PageNobodyMapped_IsPassedOver()
    {
        _world.Notion.Add(1, "House");

        await PollAsync();

        Assert.Empty(_world.Queue.Enqueued);
        Assert.Equal(Some.Noon, await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_EmptyDataSource_LeavesNoCursor()
    {
        await PollAsync();

        Assert.Null(await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_EnqueueingFailsHalfWay_DoesNotMoveTheCursorAndTheNextPollFindsAll()
    {
        var pages = new[] { await _world.SyncedAsync(), await _world.SyncedAsync(2), await _world.SyncedAsync(3) };
        await PollAsync();
        var cursor = await CursorAsync();
        foreach (var page in pages)
        {
            _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        }

        // List, find, enqueue, find, enqueue.
        _world.Steps.FailAt(5, Fault.CrashBefore);
        await Assert.ThrowsAsync<AggregateException>(PollAsync);
        Assert.Equal(cursor, await CursorAsync());
        Assert.Single(_world.Queue.Enqueued);
        await PollAsync();
        await _world.DrainAsync();

        Assert.All([1L, 2, 3], id => Assert.Equal(Some.Text("House"), _world.Bitrix24.Value(id, Some.Title)));
    }

    [Fact]
    public async Task RunAsync_OneFlowFails_TheOthersArePolledAndTheFailureSurfaces()
    {
        using var world = new World(Some.Projects("Broken"), Some.Projects());
        world.Notion.Unshared.Add("Broken");
        world.Notion.Add(1, "House");

        var failure = await Assert.ThrowsAsync<AggregateException>(() => world.Poll.RunAsync(Some.Cancel));

        Assert.Equal(RemoteFailure.NotFound, Assert.IsType<RemoteException>(Assert.Single(failure.InnerExceptions)).Failure);
        Assert.NotNull(await world.Cursors.ReadAsync(CursorName, Some.Cancel));
        Assert.Null(await world.Cursors.ReadAsync("notion-poll:Broken", Some.Cancel));
    }

    /// <summary>A client's own time-out is an <see cref="OperationCanceledException"/> too.</summary>
    [Fact]
    public async Task RunAsync_OneFlowTimesOut_TheOthersArePolled()
    {
        using var world = new World(Some.Projects("Slow"), Some.Projects());
        world.Notion.Add(1, "House");
        world.Steps.MeanwhileAt("notion.List", () => throw new TaskCanceledException("no answer"));

        var failure = await Assert.ThrowsAsync<AggregateException>(() => world.Poll.RunAsync(Some.Cancel));

        Assert.IsType<TaskCanceledException>(Assert.Single(failure.InnerExceptions));
        Assert.NotNull(await world.Cursors.ReadAsync(CursorName, Some.Cancel));
    }

    [Fact]
    public async Task RunAsync_HostStops_Stops()
    {
        using var stopping = new CancellationTokenSource();
        _world.Steps.MeanwhileAt("notion.List", async () =>
        {
            await stopping.CancelAsync();
            stopping.Token.ThrowIfCancellationRequested();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.Poll.RunAsync(stopping.Token));
    }

    /// <summary>A page that is edited while the listing runs may have been passed already.</summary>
    [Theory]
    [InlineData(-1, -1)]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    public async Task RunAsync_PageEditedAfterTheListingBegan_TheCursorStaysBeforeIt(int editedMinutesLater, int expectedMinutesLater)
    {
        var pages = new Mock<INotionPages>(MockBehavior.Strict);
        pages.Setup(port => port.ListEditedAsync(It.IsAny<Flow>(), null, Some.Cancel)).Returns(new[]
        {
            Page(Some.Noon.AddMinutes(-9)),
            Page(Some.Noon.AddMinutes(editedMinutesLater)),
        }.ToAsyncEnumerable());

        await PollOver(pages.Object, _world.Cursors).RunAsync(Some.Cancel);

        Assert.Equal(Some.Noon.AddMinutes(expectedMinutesLater), await CursorAsync());
    }

    [Fact]
    public async Task RunAsync_AnotherInstanceWroteTheCursor_ItsPositionStands()
    {
        await _world.Cursors.TryWriteAsync(new(CursorName, Some.Noon.AddHours(-1)), Some.Cancel);
        _world.Notion.Add(1, "House");
        var others = Some.Noon.AddMinutes(-30);
        _world.Steps.MeanwhileAt("notion.List", async () => Assert.True(await _world.Cursors.TryWriteAsync(
            (await _world.Cursors.ReadAsync(CursorName, Some.Cancel))! with { Position = others }, Some.Cancel)));

        await PollAsync();

        Assert.Equal(others, await CursorAsync());
        Assert.Single(_world.PollLog.At(LogLevel.Information), line => line.Contains("Another instance", StringComparison.Ordinal));
    }

    /// <summary>What the alerts poll-late and authorization-lost wait for.</summary>
    [Fact]
    public async Task RunAsync_TokenRefused_SaysSoAndNotThatItPolled()
    {
        var pages = new Mock<INotionPages>(MockBehavior.Strict);
        pages.Setup(each => each.ListEditedAsync(It.IsAny<Flow>(), It.IsAny<DateTimeOffset?>(), Some.Cancel))
            .Throws(new RemoteException(RemoteFailure.Unauthorized, "Set the secret."));

        await Assert.ThrowsAsync<AggregateException>(() => PollOver(pages.Object, _world.Cursors).RunAsync(Some.Cancel));
        Assert.Contains("Set the secret.", Assert.Single(_world.RefusedLog.At(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Empty(_world.PollLog.At(LogLevel.Information));

        await _world.Poll.RunAsync(Some.Cancel);
        Assert.Contains("Notion was polled", Assert.Single(_world.PollLog.At(LogLevel.Information)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Always_KeepsCustomerValuesOutOfTheLog()
    {
        var page = await _world.SyncedAsync(title: "Secret");
        _world.Notion.Edit(page, Some.Title, Some.Text("Secret too"));

        await PollAsync();

        Assert.DoesNotContain("Secret", _world.PollLog.Everything, StringComparison.Ordinal);
    }

    private static EditedPage Page(DateTimeOffset editedAt) =>
        new(new(Guid.NewGuid()), new() { Values = new Dictionary<FieldKey, CanonicalValue>(), EditedAt = editedAt }, ReadAt: Some.Noon);

    private NotionPoll PollOver(INotionPages pages, ICursorStore cursors) =>
        new(_world.Catalog, _world.Control, pages, _world.Mappings, cursors, _world.Queue, new(_world.Clock), new(_world.Clock, _world.RefusedLog), Options.Create(new EchoOptions()), _world.Clock, _world.PollLog);

    private Task PollAsync() => _world.Poll.RunAsync(Some.Cancel);

    private async Task<DateTimeOffset?> CursorAsync() => (await _world.Cursors.ReadAsync(CursorName, Some.Cancel))?.Position;
}
