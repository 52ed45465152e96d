using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Tests.Parking;

public sealed class PoisonWatchTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task HandleAsync_FailureWasNoted_IsParkedWithIt()
    {
        _world.Bitrix24.Add(1, "House");
        _world.Steps.Outage = name => name == "bitrix24.Read" ? new InvalidOperationException() : null;
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => _world.HandleAsync(Some.Event(1)));
        }

        await _world.Poison.HandleAsync(Some.Event(1).Serialize(), RequestLane.Live, Some.Cancel);

        var parked = Assert.Single(await _world.FailedAsync());
        Assert.Equal((FailureKind.Unexpected, "deal:1", "Projects"), (parked.Kind, parked.Record?.ToString(), parked.Flow?.Value));
        Assert.StartsWith("It failed 5 times; last: InvalidOperationException", parked.Reason, StringComparison.Ordinal);
        Assert.NotNull(parked.ParkedAt);
        Assert.Single(_world.ParkingLog.At(LogLevel.Error));
    }

    [Fact]
    public async Task HandleAsync_NothingWasTold_SaysThatTheWorkerDied()
    {
        var page = await _world.SyncedAsync();

        await _world.Poison.HandleAsync(_world.Look(page).Serialize(), RequestLane.Bulk, Some.Cancel);

        var parked = Assert.Single(await _world.FailedAsync());
        Assert.Equal((FailureKind.WorkerDied, "deal:1"), (parked.Kind, parked.Record?.ToString()));
        Assert.Contains("the worker died", parked.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_SameMessageTwice_IsOneEntry()
    {
        await _world.SyncedAsync();

        await _world.Poison.HandleAsync(Some.Event(1).Serialize(), RequestLane.Live, Some.Cancel);
        await _world.Poison.HandleAsync(Some.Event(1).Serialize(), RequestLane.Live, Some.Cancel);

        Assert.Single(await _world.FailedAsync());
    }

    /// <summary>Before and while the record is claimed: a claim that a dead worker left makes the message a new one, whose deliveries count anew.</summary>
    [Theory]
    [InlineData("bitrix24.Read")]
    [InlineData("notion.Create")]
    public async Task PassAsync_EveryWorkerDiesOverOneRecord_IsParkedInTheEnd(string step)
    {
        _world.Bitrix24.Add(1, "House");
        _world.Bitrix24.Add(2, "Good");
        _world.Steps.Outage = name => name == step ? new SimulatedCrashException(1, step) : null;
        await _world.SendEventAsync();

        await _world.PassAsync(TimeSpan.FromMinutes(30));

        Assert.NotNull(Assert.Single(await _world.FailedAsync()).ParkedAt);
        Assert.InRange(_world.Steps.Log.Count(name => name == step), 5, 6);
        _world.Steps.Outage = null;
        await _world.HandleAsync(Some.Event(2));
        Assert.Single(_world.Notion.PagesOf(2));
    }

    [Theory]
    [InlineData("no request")]
    [InlineData("")]
    public async Task HandleAsync_NoSyncRequest_IsParkedAsItIs(string message)
    {
        await _world.Poison.HandleAsync(message, RequestLane.Bulk, Some.Cancel);

        var parked = Assert.Single(await _world.FailedAsync());
        Assert.Equal((message, FailureKind.Malformed, RequestLane.Bulk), (parked.Message, parked.Kind, parked.Lane));
    }

    [Fact]
    public async Task HandleAsync_RecordOfNoFlow_IsStillParked()
    {
        await _world.Poison.HandleAsync(Some.Event(1, "Removed").Serialize(), RequestLane.Live, Some.Cancel);

        Assert.Equal(("Removed", "deal:1"), (await _world.FailedAsync()).Select(entry => (entry.Flow?.Value, entry.Record?.ToString())).Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandleAsync_CannotBeParkedNow_IsNotAcknowledged(bool storage)
    {
        _world.Failed.Outage = storage ? new IOException() : null;
        _world.Schemas.Meanwhile = _ => storage ? Task.CompletedTask : throw Some.Failure(RemoteFailure.Unreachable);

        await Assert.ThrowsAnyAsync<Exception>(() => _world.Poison.HandleAsync(Some.Event(1).Serialize(), RequestLane.Live, Some.Cancel));

        _world.Failed.Outage = null;
        Assert.Empty(await _world.FailedAsync());
    }
}
