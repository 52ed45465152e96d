using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>A write whose outcome nobody heard, and a person who takes back what it came from: the person's word is the last one.</summary>
public sealed class UnheardWriteTests
{
    /// <summary>More than any look at a record takes.</summary>
    private const int MostSteps = 40;

    public static TheoryData<Fault> Faults => [.. Enum.GetValues<Fault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public Task EditInNotion_TakenBackAfterAFaultAtAnyStep_IsTakenBackInBitrix24(Fault fault) => AtEveryStepAsync(
        fault, (world, page, title) => world.Notion.Edit(page, Some.Title, title), (world, page) => world.Look(page));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task EditInBitrix24_TakenBackAfterAFaultAtAnyStep_IsTakenBackInNotion(Fault fault) => AtEveryStepAsync(
        fault, (world, _, title) => world.Bitrix24.Edit(1, Some.Title, title), (_, _) => Some.Event(1));

    /// <summary>The page was written, the record was not: what is known of the page by then must not wait for the record.</summary>
    [Fact]
    public async Task EditsOnBothSides_OnlyThePageIsWrittenAndTheEditTakenBack_IsAConflict()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        var before = world.Bitrix24.Value(1, Some.Amount);
        world.Bitrix24.Edit(1, Some.Amount, Some.Number(7));
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        world.Steps.Outage = name => name == "bitrix24.Update" ? Some.Failure(RemoteFailure.OutcomeUnknown) : null;
        await world.HandleAsync(Some.Event(1));
        Assert.Equal([Some.Title], (await world.MappingAsync())!.Intended.Keys);
        world.Steps.Outage = null;

        world.Bitrix24.Edit(1, Some.Amount, before);
        world.Notion.Edit(page, Some.Amount, Some.Number(9));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.HandleAsync(Some.Event(1));
        await world.DrainAsync();

        Assert.Equal([Some.Amount.Value], Assert.Single(await world.JournalAsync(JournalKind.Conflict)).Fields);
        Assert.Equal(world.Bitrix24.Value(1, Some.Amount), world.Notion.Value(page, Some.Amount));
        Assert.Equal(Some.Text("House"), world.Bitrix24.Value(1, Some.Title));
    }

    /// <summary>Both sides said the same by themselves, and that was seen: what one of them says next is an edit, whatever became of the other fields.</summary>
    [Fact]
    public async Task EditsThatAgree_AnotherFieldIsNotWrittenAndOneIsTakenBack_IsTakenBackOnBothSides()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        world.Notion.Edit(page, Some.Amount, Some.Number(9));
        world.Steps.Outage = name => name == "bitrix24.Update" ? Some.Failure(RemoteFailure.Overloaded) : null;
        await world.HandleAsync(Some.Event(1));
        world.Steps.Outage = null;

        world.Bitrix24.Edit(1, Some.Title, Some.Text("Old"));
        await world.HandleAsync(Some.Event(1));
        await world.DrainAsync();

        Assert.Equal((Some.Text("Old"), Some.Text("Old")), (world.Bitrix24.Value(1, Some.Title), world.Notion.Value(page, Some.Title)));
        Assert.Equal(Some.Number(9), world.Bitrix24.Value(1, Some.Amount));
    }

    /// <summary>It was carried out when nobody listened any more, and a poll had looked just before.</summary>
    [Fact]
    public async Task UnheardWrite_CarriedOutAfterAPoll_IsNotTakenBackByWhatThePollSaw()
    {
        using var world = new World();
        var page = await world.SyncedAsync();
        world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
        world.Steps.Outage = name => name == "notion.Update" ? Some.Failure(RemoteFailure.OutcomeUnknown) : null;
        await world.HandleAsync(Some.Event(1));
        world.Steps.Outage = null;

        world.Clock.Advance(TimeSpan.FromSeconds(40));
        await world.Poll.RunAsync(Some.Cancel);
        world.Clock.Advance(TimeSpan.FromSeconds(21));
        world.Notion.Edit(page, Some.Title, Some.Text("House"));
        await world.HandleAsync(Some.Event(1));
        await world.HandleAsync(world.Look(page));
        await world.DrainAsync();

        Assert.Equal((Some.Text("House"), Some.Text("House")), (world.Bitrix24.Value(1, Some.Title), world.Notion.Value(page, Some.Title)));
    }

    private static async Task AtEveryStepAsync(Fault fault, Action<World, PageId, CanonicalValue> edit, Func<World, PageId, SyncRequest> request)
    {
        for (var step = 1; step < MostSteps; step++)
        {
            using var world = new World();
            var page = await world.SyncedAsync();
            edit(world, page, Some.Text("House"));
            world.Steps.FailAt(step, fault);
            await TryAsync(() => world.HandleAsync(request(world, page)));
            if (world.Steps.Log.Count < step)
            {
                Assert.True(step > 5, "Fewer calls than any look at a record takes.");
                return;
            }

            edit(world, page, Some.Text("Old"));
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            await world.HandleAsync(request(world, page));
            await world.DrainAsync();

            Assert.Equal((step, Some.Text("Old"), Some.Text("Old")), (step, world.Bitrix24.Value(1, Some.Title), world.Notion.Value(page, Some.Title)));
        }

        Assert.Fail($"The work did not end within {MostSteps} steps.");
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (exception is SimulatedCrashException or RemoteException)
        {
            // The message would come back.
        }
    }
}
