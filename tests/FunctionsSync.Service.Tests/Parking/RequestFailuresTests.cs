using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Tests.Parking;

public sealed class RequestFailuresTests
{
    [Theory]
    [InlineData(RemoteFailure.Rejected, FailureKind.Rejected)]
    [InlineData(RemoteFailure.Forbidden, FailureKind.Forbidden)]
    public async Task HandleAsync_WhatTimeCannotHeal_IsParkedAtOnceAndTold(RemoteFailure failure, FailureKind kind)
    {
        using var world = await FailingAsync("notion.Update", failure);

        await world.HandleAsync(Some.Event(1));

        var parked = Assert.Single(await world.FailedAsync());
        Assert.Equal((kind, 1, "deal:1", "Projects"), (parked.Kind, parked.Attempts, parked.Record?.ToString(), parked.Flow?.Value));
        Assert.Equal((world.Clock.GetUtcNow(), $"{failure}, as the test wants it."), (parked.ParkedAt, parked.Reason));
        Assert.Empty(world.Queue.Enqueued);
        Assert.StartsWith($"Parked: deal:1 of Projects ({kind}): {failure}", Assert.Single(world.ParkingLog.At(LogLevel.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_OneRecordIsRefused_TheOthersGoOn()
    {
        using var world = new World();
        world.Steps.Outage = name => name == "notion.Create" && world.Notion.PagesOf(1).Count == 0 ? Some.Failure(RemoteFailure.Rejected) : null;
        world.Bitrix24.Add(1, "Bad");
        await world.HandleAsync(Some.Event(1));
        world.Steps.Outage = null;
        world.Bitrix24.Add(2, "Good");

        await world.HandleAsync(Some.Event(2));

        Assert.Single(world.Notion.PagesOf(2));
        Assert.Equal("deal:1", Assert.Single(await world.FailedAsync()).Record?.ToString());
    }

    [Fact]
    public async Task HandleAsync_RefusedBecauseTheSchemaHasChanged_IsTriedOnceMoreWithTheNewOne()
    {
        using var world = await FailingAsync("notion.Update", RemoteFailure.Rejected);
        var readings = world.Schemas.Readings;
        world.Schemas.Meanwhile = _ =>
        {
            world.Steps.Outage = null;
            return Task.CompletedTask;
        };

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(readings + 1, world.Schemas.Readings);
        Assert.Equal(Some.Text("House"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Title));
        Assert.Empty(await world.FailedAsync());
    }

    [Theory]
    [InlineData(RemoteFailure.Unreachable)]
    [InlineData(RemoteFailure.OutcomeUnknown)]
    [InlineData(RemoteFailure.NotFound)]
    public async Task HandleAsync_WhatTimeMayHeal_WaitsLongerEachTime(RemoteFailure failure)
    {
        using var world = await FailingAsync("bitrix24.Read", failure);
        var request = Some.Event(1, "Projects");

        var delays = new List<double>();
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await world.HandleAsync(request);
            (request, var delay) = world.Queue.Enqueued[^1];
            Assert.Equal((attempt, world.Clock.GetUtcNow()), (request.FailedAttempts, request.FirstFailedAt));
            delays.Add(delay.TotalSeconds);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], delays);
    }

    [Theory]
    [InlineData("bitrix24.")]
    [InlineData("notion.")]
    public async Task PassAsync_AnHourWithoutOneSystem_NothingIsParkedOrLost(string system)
    {
        using var world = new World();
        foreach (var id in Enumerable.Range(1, 20))
        {
            await world.SyncedAsync(id);
            world.Bitrix24.Edit(id, Some.Title, Some.Text($"House {id}"));
            await world.SendEventAsync(id);
        }

        world.Steps.Outage = name => name.StartsWith(system, StringComparison.Ordinal) ? Some.Failure(RemoteFailure.Unreachable) : null;
        await world.PassAsync(TimeSpan.FromHours(1));
        Assert.All(await world.FailedAsync(), failed => Assert.Null(failed.ParkedAt));

        world.Steps.Outage = null;
        await world.PassAsync(TimeSpan.FromMinutes(6));
        Assert.All(Enumerable.Range(1, 20), id => Assert.Equal(Some.Text($"House {id}"), world.Notion.Value(world.Notion.PagesOf(id).Single(), Some.Title)));
        Assert.Empty(await world.FailedAsync());
        Assert.Empty(world.ParkingLog.At(LogLevel.Error));
    }

    [Fact]
    public async Task PassAsync_OneRecordFailsForADay_IsSeenAfterFiveMinutesAndParkedThen()
    {
        using var world = await FailingAsync("notion.Update", RemoteFailure.OutcomeUnknown);
        await world.SendEventAsync();

        await world.PassAsync(TimeSpan.FromMinutes(7));
        var tried = Assert.Single(await world.FailedAsync());
        Assert.Equal((FailureKind.OutcomeUnknown, null), (tried.Kind, tried.ParkedAt));

        await world.PassAsync(TimeSpan.FromHours(24));
        var parked = Assert.Single(await world.FailedAsync());
        Assert.NotNull(parked.ParkedAt);
        Assert.InRange(parked.Attempts, 250, 300);
        Assert.Equal(tried.FirstFailedAt, parked.FirstFailedAt);
        Assert.Single(world.ParkingLog.At(LogLevel.Error));
    }

    [Fact]
    public async Task HandleAsync_NobodyForesawIt_IsNotedAndThrown()
    {
        using var world = await FailingAsync("notion.Update", new InvalidOperationException("The value Smith is odd."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.HandleAsync(Some.Event(1)));

        var noted = Assert.Single(await world.FailedAsync());
        Assert.Equal((FailureKind.Unexpected, null), (noted.Kind, noted.ParkedAt));
        Assert.StartsWith("InvalidOperationException", noted.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("Smith", noted.Reason, StringComparison.Ordinal);
        Assert.Empty(world.Queue.Enqueued);
    }

    [Fact]
    public async Task HandleAsync_CredentialsRefused_EverythingWaitsAndItIsToldOnce()
    {
        using var world = new World();
        foreach (var id in Enumerable.Range(1, 30))
        {
            await world.SyncedAsync(id);
            world.Bitrix24.Edit(id, Some.Title, Some.Text($"House {id}"));
            await world.SendEventAsync(id);
        }

        world.Steps.Outage = name => name == "bitrix24.Read" ? Some.Failure(RemoteFailure.Unauthorized) : null;
        await world.PassAsync(TimeSpan.FromMinutes(30));

        Assert.StartsWith("Connection refused: ", Assert.Single(world.RefusedLog.At(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Empty(world.ParkingLog.At(LogLevel.Error));
        // One probe a minute at the most, not one for each record.
        Assert.InRange(world.Steps.Log.Count(step => step == "bitrix24.Read"), 2, 30);

        world.Steps.Outage = null;
        await world.PassAsync(TimeSpan.FromMinutes(6));
        Assert.All(Enumerable.Range(1, 30), id => Assert.Equal(Some.Text($"House {id}"), world.Notion.Value(world.Notion.PagesOf(id).Single(), Some.Title)));
        Assert.Empty(await world.FailedAsync());
    }

    [Fact]
    public async Task PassAsync_CredentialsRefusedForThreeDays_NothingIsParked()
    {
        using var world = await FailingAsync("bitrix24.Read", RemoteFailure.Unauthorized);
        await world.SendEventAsync();

        await world.PassAsync(TimeSpan.FromDays(3));

        Assert.Null(Assert.Single(await world.FailedAsync()).ParkedAt);
        // Reminded of every hour.
        Assert.InRange(world.RefusedLog.At(LogLevel.Error).Count(), 60, 73);
    }

    [Fact]
    public async Task HandleAsync_ACapabilityIsMissing_ItsRecordsWaitAndTheOthersGoOn()
    {
        var missing = new RemoteException(RemoteFailure.Forbidden, "Give the connection the capability Insert content.") { ConcernsConnection = true };
        using var world = await FailingAsync("notion.Create", missing);
        world.Bitrix24.Add(2, "New");

        await world.HandleAsync(Some.Event(2));
        await world.HandleAsync(Some.Event(1));

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(world.Queue.Enqueued).Delay);
        Assert.Null(Assert.Single(await world.FailedAsync()).ParkedAt);
        Assert.Equal(Some.Text("House"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Title));
    }

    /// <summary>ACCESS_DENIED is what Bitrix24 says of one record, and of all of them once the subscription has ended.</summary>
    [Fact]
    public async Task HandleAsync_AccessDeniedToEverything_WaitsAndIsNotParked()
    {
        using var world = await FailingAsync("bitrix24.Read", RemoteFailure.Forbidden);
        world.Schemas.Refusal = Some.Failure(RemoteFailure.Forbidden);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(world.Queue.Enqueued).Delay);
        var noted = Assert.Single(await world.FailedAsync());
        Assert.Equal((FailureKind.ConnectionRefused, null), (noted.Kind, noted.ParkedAt));
    }

    [Theory]
    [InlineData(RemoteFailure.NotFound)]
    [InlineData(RemoteFailure.Forbidden)]
    [InlineData(RemoteFailure.Unauthorized)]
    public async Task HandleAsync_FlowsCannotBeBound_IsNoRecordsFault(RemoteFailure failure)
    {
        using var world = new World();
        world.Schemas.Meanwhile = _ => throw Some.Failure(failure);

        await world.HandleAsync(Some.Event(1));

        Assert.Equal((Some.Event(1), TimeSpan.FromMinutes(5)), Assert.Single(world.Queue.Enqueued));
        Assert.Empty(await world.FailedAsync());
        Assert.Single(world.RefusedLog.At(LogLevel.Error));
    }

    [Fact]
    public async Task HandleAsync_ParkingFails_IsNotAcknowledged()
    {
        using var world = await FailingAsync("notion.Update", RemoteFailure.Rejected);
        world.Failed.Outage = new IOException();

        await Assert.ThrowsAsync<IOException>(() => world.HandleAsync(Some.Event(1)));
    }

    private static Task<World> FailingAsync(string step, RemoteFailure failure) => FailingAsync(step, Some.Failure(failure));

    /// <summary>A pair whose deal was edited, and a step that fails until it is told otherwise.</summary>
    private static async Task<World> FailingAsync(string step, Exception failure)
    {
        var world = new World();
        await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.Outage = name => name == step ? failure : null;
        return world;
    }
}
