using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class WriteDrainTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"record":"deal:1","cause":"bitrix24Event","observedAt":"2026-03-02T12:00:00Z"}""")]
    [InlineData("""{"v":1,"record":"deal:0","cause":"bitrix24Event","observedAt":"2026-03-02T12:00:00Z"}""")]
    public async Task HandleAsync_NoSyncRequest_IsParkedBeforeAnythingIsAsked(string message)
    {
        using var world = new World();

        await world.Drain.HandleAsync(message, Some.Cancel);

        Assert.Equal((message, FailureKind.Malformed), (await world.FailedAsync()).Select(failed => (failed.Message, failed.Kind)).Single());
        Assert.Empty(world.Steps.Log);
        Assert.Equal(0, world.Schemas.Readings);
    }

    [Fact]
    public async Task HandleAsync_PageWithoutMapping_DoesNothing()
    {
        using var world = new World();

        await world.HandleAsync(world.Look(world.Notion.Add(1, "House")));

        Assert.Equal(["mappings.FindPage"], world.Steps.Log);
    }

    [Fact]
    public async Task HandleAsync_EntityOfNoFlow_DoesNothing()
    {
        using var world = new World();

        await world.HandleAsync(new(new RecordRef.Bitrix24(EntityType.Company, new(1)), SyncCause.Bitrix24Event, Some.Noon));

        Assert.Empty(world.Steps.Log);
    }

    [Fact]
    public async Task HandleAsync_FlowThatIsNotConfiguredAnyMore_DoesNothing()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");

        await world.HandleAsync(Some.Event(1, "Removed"));

        Assert.Empty(world.Steps.Log);
    }

    [Fact]
    public async Task HandleAsync_RecordOfTwoFlows_BecomesAMessageForEach()
    {
        using var world = new World(Some.Projects(), Some.Projects("Active"));
        world.Bitrix24.Add(1, "House");

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(
            [(Some.Event(1, "Projects"), TimeSpan.Zero), (Some.Event(1, "Active"), TimeSpan.Zero)], world.Queue.Enqueued);
        Assert.Empty(world.Steps.Writes);
    }

    [Fact]
    public async Task HandleAsync_OneFlow_LeavesTheOtherAlone()
    {
        using var world = new World(Some.Projects(), Some.Projects("Active"));
        world.Bitrix24.Add(1, "House");

        await world.HandleAsync(Some.Event(1, "Active"));

        Assert.Null(await world.MappingAsync());
        Assert.Single(world.Steps.Writes);
    }

    [Theory]
    [InlineData("bitrix24.Read", 7)]
    [InlineData("notion.Create", 7)]
    [InlineData("notion.Create", null)]
    public async Task HandleAsync_SystemHasHadEnough_DefersByItsOwnDelay(string step, int? retryAfter)
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        TimeSpan? asked = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        world.Steps.MeanwhileAt(step, () => throw Some.Failure(RemoteFailure.Overloaded, asked));

        await world.HandleAsync(Some.Event(1));

        var (request, delay) = Assert.Single(world.Queue.Enqueued);
        Assert.Equal(Some.Event(1, "Projects"), request);
        Assert.Equal(asked ?? TimeSpan.FromSeconds(15), delay);
        await world.DrainAsync();
        Assert.Single(world.Notion.PagesOf(1));
    }

    [Fact]
    public async Task HandleAsync_DeferredCopyCannotBeStored_IsNotAcknowledged()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Steps.MeanwhileAt("bitrix24.Read", () =>
        {
            world.Steps.FailAt(1, Fault.CrashBefore);
            throw Some.Failure(RemoteFailure.Overloaded);
        });

        await Assert.ThrowsAsync<SimulatedCrashException>(() => world.HandleAsync(Some.Event(1)));
    }

    [Fact]
    public async Task HandleAsync_SystemHasHadEnoughWhileFlowsAreBound_Defers()
    {
        using var world = new World();
        world.Schemas.Meanwhile = _ => throw Some.Failure(RemoteFailure.Overloaded, TimeSpan.FromSeconds(9));

        await world.HandleAsync(Some.Event(1));

        Assert.Equal((Some.Event(1), TimeSpan.FromSeconds(9)), Assert.Single(world.Queue.Enqueued));
    }

    [Fact]
    public async Task HandleAsync_BulkRequest_WhatFollowsStaysBulk()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Notion.Add(1, "Huose");

        await world.HandleAsync(Some.Event(1) with { Lane = RequestLane.Bulk });

        var (request, _) = Assert.Single(world.Queue.Enqueued);
        Assert.Equal((SyncCause.SecondLook, RequestLane.Bulk), (request.Cause, request.Lane));
    }

    [Theory]
    [InlineData(RequestLane.Live)]
    [InlineData(RequestLane.Bulk)]
    public async Task HandleAsync_BudgetIsUsedUp_IsDeferredBeforeAnythingIsAskedAndStaysInItsLane(RequestLane lane)
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Outlook.Close(RequestLane.Live, Some.Noon.AddSeconds(30));

        await world.HandleAsync(Some.Event(1) with { Lane = lane });
        await world.HandleAsync(Some.Event(1) with { Lane = lane });

        Assert.Equal([Some.Event(1) with { Lane = lane }, Some.Event(1) with { Lane = lane }], world.Queue.Enqueued.Select(deferred => deferred.Request));
        Assert.All(world.Queue.Enqueued, deferred => Assert.InRange(deferred.Delay, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(34)));
        Assert.NotEqual(world.Queue.Enqueued[0].Delay, world.Queue.Enqueued[1].Delay);
        Assert.All(world.Steps.Log, step => Assert.StartsWith("queue.", step, StringComparison.Ordinal));
        Assert.Equal(0, world.Schemas.Readings);
    }

    [Fact]
    public async Task HandleAsync_OnlyBulkMustWait_LiveIsHandled()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        world.Outlook.Close(RequestLane.Bulk, Some.Noon.AddSeconds(30));

        await world.HandleAsync(Some.Event(1));

        Assert.Single(world.Notion.PagesOf(1));
    }

    [Theory]
    [InlineData(RequestLane.Live)]
    [InlineData(RequestLane.Bulk)]
    public async Task HandleAsync_Requests_AreMadeInTheMessagesLaneAndDoNotWaitForLong(RequestLane lane)
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        RequestScope? seen = null;
        world.Steps.MeanwhileAt("notion.Create", () =>
        {
            seen = RequestScope.Current;
            return Task.CompletedTask;
        });

        await world.HandleAsync(Some.Event(1) with { Lane = lane });

        Assert.Equal((lane, TimeSpan.FromSeconds(10)), (seen?.Lane, seen?.Patience));
    }
}
