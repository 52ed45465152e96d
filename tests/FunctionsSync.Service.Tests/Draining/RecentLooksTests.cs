using FunctionsSync.Core.Model;
using FunctionsSync.Service.Draining;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class RecentLooksTests
{
    [Fact]
    public async Task HandleAsync_EventsFromBeforeTheLook_CostNothing()
    {
        using var world = new World();
        await world.SyncedAsync();
        var edited = world.Clock.GetUtcNow();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        await world.HandleAsync(Some.Event(1));
        world.Steps.Clear();

        await world.Drain.HandleAsync((Some.Event(1) with { ObservedAt = edited }).Serialize(), Some.Cancel);

        Assert.Empty(world.Steps.Log);
    }

    [Theory]
    [InlineData(4, SyncCause.Bitrix24Event)]
    [InlineData(6, SyncCause.Resync)]
    [InlineData(6, SyncCause.SecondLook)]
    [InlineData(6, SyncCause.Restored)]
    public async Task HandleAsync_WhereItIsNotCertainThatTheLookAnswersIt_Looks(int secondsBefore, SyncCause cause)
    {
        using var world = new World();
        await world.SyncedAsync();
        var noticed = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromSeconds(secondsBefore));
        await world.HandleAsync(Some.Event(1));
        world.Steps.Clear();

        await world.Drain.HandleAsync((Some.Event(1) with { ObservedAt = noticed, Cause = cause }).Serialize(), Some.Cancel);

        Assert.Contains("bitrix24.Read", world.Steps.Log);
    }

    [Fact]
    public async Task HandleAsync_PageSeenByThePollBeforeALookThatDidNotReadIt_IsLookedAt()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        var look = world.Look(page);
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await world.HandleAsync(Some.Event(1));

        await world.Drain.HandleAsync(look.Serialize(), Some.Cancel);

        Assert.Equal(Some.Text("House"), world.Bitrix24.Value(1, Some.Title));
    }

    [Fact]
    public async Task HandleAsync_LookThatFailed_AnswersNothing()
    {
        using var world = new World();
        await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        var edited = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        world.Steps.MeanwhileAt("notion.Update", () => throw Some.Failure(Core.Ports.RemoteFailure.Unreachable));
        await world.HandleAsync(Some.Event(1));
        Assert.NotEqual(Some.Text("House"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Title));

        await world.Drain.HandleAsync((Some.Event(1) with { ObservedAt = edited }).Serialize(), Some.Cancel);

        Assert.Equal(Some.Text("House"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Title));
    }

    [Fact]
    public async Task HandleAsync_SecondLookAtTheRecord_GoesBackWithoutAskingAnybody()
    {
        using var world = new World();
        await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        var writing = new TaskCompletionSource();
        world.Steps.MeanwhileAt("notion.Update", () => writing.Task);
        var first = world.HandleAsync(Some.Event(1));
        world.Steps.Clear();

        await world.HandleAsync(Some.Event(1));

        Assert.Equal(["queue.Enqueue"], world.Steps.Log);
        writing.SetResult();
        await first;
    }

    [Fact]
    public void TryBegin_AfterTheEnd_IsFreeAgain()
    {
        var looks = new RecentLooks();
        using var world = new World();
        using var look = new Look(Flow(), new(1), SyncCause.Bitrix24Event, RequestLane.Live);

        Assert.True(looks.TryBegin(look));
        Assert.False(looks.TryBegin(look));
        looks.End(look, null);
        Assert.True(looks.TryBegin(look));
    }

    private static Core.Mapping.Flow Flow() => new()
    {
        Name = new("Projects"),
        Entity = EntityType.Deal,
        DataSource = new(Guid.Empty),
        IdProperty = new() { Id = "id", Name = "id", Type = "number", Kind = ValueKind.Number, IsReadOnly = false },
        Create = Core.Mapping.CreateRule.Added,
        Initial = Core.Mapping.InitialRule.Bitrix24,
        TieBreaker = Side.Bitrix24,
        Fields = [],
    };
}
