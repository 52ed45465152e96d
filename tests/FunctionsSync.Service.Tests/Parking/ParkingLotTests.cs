using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Parking;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Parking;

/// <summary>What becomes of the entry of a record: failures add to it, success clears it.</summary>
public sealed class ParkingLotTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task ParkAsync_TheSameRecordAgain_IsOneEntryThatCounts()
    {
        var page = await ParkAsync();
        var first = Assert.Single(await _world.FailedAsync());
        _world.Clock.Advance(TimeSpan.FromHours(1));

        // Once by its deal, once by its page: it is the same pair.
        await _world.HandleAsync(Some.Event(1));
        await _world.HandleAsync(_world.Look(page));

        var entry = Assert.Single(await _world.FailedAsync());
        Assert.Equal((first.Id, 3, first.FirstFailedAt, first.ParkedAt), (entry.Id, entry.Attempts, entry.FirstFailedAt, entry.ParkedAt));
        Assert.Equal(_world.Clock.GetUtcNow(), entry.LastFailedAt);
    }

    [Fact]
    public async Task ParkAsync_TwoFlowsOfOneRecord_AreTwoEntries()
    {
        using var world = new World(Some.Projects(), Some.Projects("Active"));
        world.Bitrix24.Add(1, "House");
        world.Steps.Outage = name => name == "notion.Create" ? Some.Failure(RemoteFailure.Rejected) : null;
        await world.HandleAsync(Some.Event(1));

        await world.DrainAsync();

        Assert.Equal(["Active", "Projects"], (await world.FailedAsync()).Select(entry => entry.Flow?.Value).Order());
    }

    [Fact]
    public async Task ClearAsync_NewerEditSucceeds_ClearsTheEntry()
    {
        await ParkAsync();
        _world.Steps.Outage = null;
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("Better"));

        await _world.HandleAsync(Some.Event(1));

        Assert.Empty(await _world.FailedAsync());
    }

    /// <summary>Notion's edit failed. An event of Bitrix24 that brings nothing new does not even ask Notion, so it proves nothing.</summary>
    [Fact]
    public async Task ClearAsync_EventWithoutNews_LeavesTheEntry()
    {
        var page = await _world.SyncedAsync();
        _world.Notion.Edit(page, Some.Title, Some.Text("House"));
        _world.Steps.Outage = name => name == "bitrix24.Update" ? Some.Failure(RemoteFailure.Rejected) : null;
        await _world.HandleAsync(_world.Look(page));
        _world.Steps.Outage = null;

        await _world.HandleAsync(Some.Event(1));

        Assert.Single(await _world.FailedAsync());
        Assert.Equal(Some.Text("Old"), _world.Bitrix24.Value(1, Some.Title));
    }

    [Fact]
    public async Task ReplayAsync_Parked_IsLookedAtAfreshBeforeAllBulkWork()
    {
        await ParkAsync(RequestLane.Bulk);
        var id = Assert.Single(await _world.FailedAsync()).Id;

        var result = await _world.Parked.ReplayAsync(id, Some.Cancel);

        Assert.Equal(new ReplayResult.Replayed(new RecordRef.Bitrix24(EntityType.Deal, new(1)), new FlowName("Projects")), result);
        var (request, delay) = Assert.Single(_world.Queue.Enqueued);
        Assert.Equal((SyncCause.Replayed, RequestLane.Live, 0, null), (request.Cause, request.Lane, request.FailedAttempts, request.FirstFailedAt));
        Assert.Equal(TimeSpan.Zero, delay);
        Assert.Empty(await _world.FailedAsync());

        _world.Steps.Outage = null;
        await _world.DrainAsync();
        Assert.Equal(Some.Text("House"), _world.Notion.Value(_world.Notion.PagesOf(1).Single(), Some.Title));
    }

    [Fact]
    public async Task ReplayAsync_StillRefused_IsParkedAnew()
    {
        await ParkAsync();
        var before = Assert.Single(await _world.FailedAsync());
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await _world.Parked.ReplayAsync(before.Id, Some.Cancel);

        await _world.DrainAsync();

        var after = Assert.Single(await _world.FailedAsync());
        Assert.Equal((before.Id, 1, _world.Clock.GetUtcNow()), (after.Id, after.Attempts, after.FirstFailedAt));
    }

    [Fact]
    public async Task ReplayAsync_CannotBeEnqueued_StaysParked()
    {
        await ParkAsync();
        var id = Assert.Single(await _world.FailedAsync()).Id;
        _world.Steps.Outage = name => name == "queue.Enqueue" ? new IOException() : null;

        await Assert.ThrowsAsync<IOException>(() => _world.Parked.ReplayAsync(id, Some.Cancel));

        Assert.Single(await _world.FailedAsync());
    }

    [Fact]
    public async Task ReplayAllAsync_Several_AreBulkAndWhatIsStillTriedIsLeftAlone()
    {
        await ParkAsync();
        await _world.Drain.HandleAsync("no request", Some.Cancel);
        _world.Bitrix24.Add(2, "House");
        _world.Steps.Outage = name => name == "notion.Find" ? new InvalidOperationException() : null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.HandleAsync(Some.Event(2)));

        var results = await _world.Parked.ReplayAllAsync(Some.Cancel);

        Assert.Equal((1, 1, 2), (results.OfType<ReplayResult.Replayed>().Count(), results.OfType<ReplayResult.Malformed>().Count(), results.Count));
        Assert.Equal(RequestLane.Bulk, Assert.Single(_world.Queue.Enqueued).Request.Lane);
        Assert.Equal([FailureKind.Malformed, FailureKind.Unexpected], (await _world.FailedAsync()).Select(entry => entry.Kind).Order());
    }

    [Fact]
    public async Task DiscardAsync_Parked_IsForgottenAndTheNextEditArrives()
    {
        await ParkAsync();
        var id = Assert.Single(await _world.FailedAsync()).Id;

        Assert.True(await _world.Parked.DiscardAsync(id, Some.Cancel));
        Assert.False(await _world.Parked.DiscardAsync(id, Some.Cancel));

        Assert.Empty(await _world.FailedAsync());
        _world.Steps.Outage = null;
        await _world.HandleAsync(Some.Event(1));
        Assert.Equal(Some.Text("House"), _world.Notion.Value(_world.Notion.PagesOf(1).Single(), Some.Title));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffffffffffffffff")]
    public async Task ReplayAsync_NothingParked_SaysSo(string id)
    {
        Assert.IsType<ReplayResult.Unknown>(await _world.Parked.ReplayAsync(id, Some.Cancel));
        Assert.False(await _world.Parked.DiscardAsync(id, Some.Cancel));
    }

    /// <summary>A deal whose edit Notion refuses until <see cref="Steps.Outage"/> is lifted.</summary>
    private async Task<PageId> ParkAsync(RequestLane lane = RequestLane.Live)
    {
        var page = await _world.SyncedAsync();
        _world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        _world.Steps.Outage = name => name == "notion.Update" ? Some.Failure(RemoteFailure.Rejected) : null;
        await _world.HandleAsync(Some.Event(1) with { Lane = lane });
        return page;
    }
}
