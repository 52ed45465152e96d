using FunctionsSync.Core.Model;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>A second worker, or a person, acts at every call a worker makes.</summary>
public sealed class InterleavingTests
{
    private const int MostSteps = 40;

    [Fact]
    public Task NewDeal_SecondWorkerAtAnyStep_GivesOnePage() => AtEveryStepAsync(
        world =>
        {
            world.Bitrix24.Add(1, "House");
            return Task.FromResult(Some.Event(1));
        },
        (world, request) => world.HandleElsewhereAsync(request),
        world =>
        {
            Assert.Single(world.Steps.Writes, "notion.Create");
            AssertInStep(world, "House", 100);
        });

    [Fact]
    public Task PageWithTheId_SecondWorkerAtAnyStep_IsAdoptedOnce() => AtEveryStepAsync(
        world =>
        {
            world.Bitrix24.Add(1, "House");
            world.Notion.Add(1, "House");
            return Task.FromResult(Some.Event(1));
        },
        (world, request) => world.HandleElsewhereAsync(request),
        world =>
        {
            Assert.Empty(world.Steps.Writes);
            AssertInStep(world, "House", 100);
        });

    [Fact]
    public Task EditInBitrix24_SecondWorkerAtAnyStep_IsWrittenOnce() => AtEveryStepAsync(
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            return Some.Event(1);
        },
        (world, request) => world.HandleElsewhereAsync(request),
        world =>
        {
            Assert.Single(world.Steps.Writes);
            AssertInStep(world, "House", 100);
        });

    [Fact]
    public Task EditInNotion_SecondWorkerAtAnyStep_IsWrittenOnce() => AtEveryStepAsync(
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            return world.Look(page);
        },
        (world, request) => world.HandleElsewhereAsync(request),
        world =>
        {
            Assert.Single(world.Steps.Writes);
            AssertInStep(world, "House", 100);
        });

    [Fact]
    public Task EditInBitrix24_PersonEditsAnotherFieldThereAtAnyStep_BothArrive() => AtEveryStepAsync(
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            return Some.Event(1);
        },
        (world, _) =>
        {
            world.Bitrix24.Edit(1, Some.Amount, Some.Number(7));
            return world.SendEventAsync();
        },
        world => AssertInStep(world, "House", 7));

    [Fact]
    public Task EditInBitrix24_PersonEditsAnotherFieldInNotionAtAnyStep_BothArrive() => AtEveryStepAsync(
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            return Some.Event(1);
        },
        (world, _) => EditInNotionAsync(world, Some.Amount, Some.Number(7)),
        world => AssertInStep(world, "House", 7));

    [Fact]
    public Task EditInNotion_PersonEditsAnotherFieldThereAtAnyStep_BothArrive() => AtEveryStepAsync(
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            return world.Look(page);
        },
        (world, _) => EditInNotionAsync(world, Some.Amount, Some.Number(7)),
        world => AssertInStep(world, "House", 7));

    [Fact]
    public Task EditInBitrix24_PersonEditsTheSameFieldThereAtAnyStep_TheLastEditArrives() => AtEveryStepAsync(
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            return Some.Event(1);
        },
        (world, _) =>
        {
            world.Bitrix24.Edit(1, Some.Title, Some.Text("Home"));
            return world.SendEventAsync();
        },
        world => AssertInStep(world, "Home", 100));

    [Fact]
    public Task EditInBitrix24_RecordDeletedAtAnyStep_LeavesThePage() => AtEveryStepAsync(
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            return Some.Event(1);
        },
        (world, _) =>
        {
            world.Bitrix24.Delete(1);
            return world.SendEventAsync();
        },
        world => Assert.Single(world.Notion.PagesOf(1)));

    [Fact]
    public async Task HandleAsync_TwoWorkersAskForOneNewDealAtOnce_OneWaits()
    {
        using var world = new World();
        world.Bitrix24.Add(1, "House");
        var looking = new TaskCompletionSource();
        world.Steps.MeanwhileAt("notion.Find", () => looking.Task);

        var first = world.HandleAsync(Some.Event(1));
        await world.HandleAsync(Some.Event(1));

        Assert.False(first.IsCompleted);
        Assert.Empty(world.Steps.Writes);
        Assert.Equal((Some.Event(1) with { Flow = new("Projects") }, TimeSpan.FromSeconds(2)), Assert.Single(world.Queue.Enqueued));
        looking.SetResult();
        await first;
        await world.DrainAsync();
        Assert.Single(world.Notion.PagesOf(1));
    }

    private static async Task AtEveryStepAsync(Func<World, Task<SyncRequest>> arrange, Func<World, SyncRequest, Task> meanwhile, Action<World> assert)
    {
        for (var step = 1; step < MostSteps; step++)
        {
            using var world = new World();
            var request = await arrange(world);
            world.Steps.Clear();
            var met = false;
            world.Steps.MeanwhileAt(step, () =>
            {
                met = true;
                return meanwhile(world, request);
            });
            await world.HandleAsync(request);
            if (!met)
            {
                Assert.True(step > 5, "Fewer calls than any look at a record takes.");
                return;
            }

            await world.DrainAsync();
            try
            {
                assert(world);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                Assert.Fail($"At step {step} of: {string.Join(", ", world.Steps.Log)}\n{exception.Message}");
            }
        }

        Assert.Fail($"The work did not end within {MostSteps} steps.");
    }

    private static Task EditInNotionAsync(World world, FieldKey key, CanonicalValue value)
    {
        var page = world.Notion.PagesOf(1).Single();
        world.Notion.Edit(page, key, value);
        return world.SendPollAsync(page);
    }

    private static void AssertInStep(World world, string title, decimal amount)
    {
        var page = Assert.Single(world.Notion.PagesOf(1));
        foreach (var (key, value) in new[] { (Some.Title, Some.Text(title)), (Some.Amount, Some.Number(amount)) })
        {
            Assert.Equal(value, world.Bitrix24.Value(1, key));
            Assert.Equal(value, world.Notion.Value(page, key));
        }
    }
}
