using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Draining;

/// <summary>Every fault at every call of every port: afterwards there is one page, both sides say the same, and no edit is lost.</summary>
public sealed class FaultTests
{
    /// <summary>More than any look at a record takes.</summary>
    private const int MostSteps = 60;

    public static TheoryData<Fault> Faults => [.. Enum.GetValues<Fault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public Task NewDeal_FaultAtAnyStep_GivesOnePage(Fault fault) => AtEveryStepAsync(
        fault,
        world =>
        {
            world.Bitrix24.Add(1, "House");
            return world.SendEventAsync();
        },
        world => AssertInStepAsync(world, "House", "New", 100));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task PageWithTheId_FaultAtAnyStep_IsAdopted(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            world.Bitrix24.Add(1, "House");
            world.Notion.Add(1, "Huose");
            await world.SendEventAsync();
        },
        async world =>
        {
            await AssertInStepAsync(world, "House", "New", 100);
            Assert.Contains(await world.JournalAsync(JournalKind.Conflict), entry => entry.LostValue == "text:Huose");
        });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task EditInBitrix24_FaultAtAnyStep_ArrivesInNotion(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            await world.SendEventAsync();
        },
        world => AssertInStepAsync(world, "House", "New", 100));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task EditInNotion_FaultAtAnyStep_ArrivesInBitrix24(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Notion.Edit(page, Some.Stage, Some.Choice("Won"));
            await world.SendPollAsync(page);
        },
        world => AssertInStepAsync(world, "Old", "Won", 100));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task EditsOfBothSides_FaultAtAnyStep_BothArrive(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("House"));
            world.Notion.Edit(page, Some.Amount, Some.Number(250));
            await world.SendEventAsync();
            await world.SendPollAsync(page);
        },
        world => AssertInStepAsync(world, "House", "New", 250));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task Conflict_FaultAtAnyStep_KeepsTheLoserInTheJournal(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Title, Some.Text("Early"));
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            world.Notion.Edit(page, Some.Title, Some.Text("Late"));
            await world.SendEventAsync();
        },
        async world =>
        {
            await AssertInStepAsync(world, "Late", "New", 100);
            Assert.Contains(await world.JournalAsync(JournalKind.Conflict), entry => entry.LostValue == "text:Early");
        });

    /// <summary>A stage Bitrix24 does not have stays in Notion; the title beside it arrives.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public Task RefusedValue_FaultAtAnyStep_IsHeldAndReported(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Notion.Edit(page, Some.Stage, Some.Choice("Nonsense"));
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            await world.SendPollAsync(page);
        },
        async world =>
        {
            Assert.Equal(Some.Text("House"), world.Bitrix24.Value(1, Some.Title));
            Assert.Equal(Some.Choice("New"), world.Bitrix24.Value(1, Some.Stage));
            Assert.Equal(Some.Choice("Nonsense"), world.Notion.Value(world.Notion.PagesOf(1).Single(), Some.Stage));
            Assert.Contains(await world.JournalAsync(JournalKind.Held), entry => entry.Fields.Contains(Some.Stage.Value));
        });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task ConflictWhoseWinnerBitrix24Refuses_FaultAtAnyStep_TheOtherEditTravels(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Bitrix24.Edit(1, Some.Amount, Some.Number(7));
            world.Notion.Edit(page, Some.Amount, Some.Number(FakeBitrix24.TooMuch));
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            await world.SendEventAsync();
            await world.SendPollAsync(page);
        },
        async world =>
        {
            await AssertInStepAsync(world, "House", "New", 7);
            // Whether it was held first depends on the step: what was written before the fault makes Bitrix24 the last edited side.
            Assert.Contains(await world.JournalAsync(JournalKind.Conflict), entry => entry.LostValue == $"number:{FakeBitrix24.TooMuch}");
        });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task ConflictWhoseWinnerNotionRefuses_FaultAtAnyStep_TheOtherEditTravels(Fault fault) => AtEveryStepAsync(
        fault,
        async world =>
        {
            var page = await world.SyncedAsync();
            world.Notion.Edit(page, Some.Title, Some.Text("House"));
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            world.Bitrix24.Edit(1, Some.Title, Some.Text(FakeNotion.Unwritable));
            await world.SendEventAsync();
            await world.SendPollAsync(page);
        },
        async world =>
        {
            await AssertInStepAsync(world, "House", "New", 100);
            Assert.Contains(await world.JournalAsync(JournalKind.Conflict), entry => entry.LostValue == $"text:{FakeNotion.Unwritable}");
        });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task NewDealWithAValueNotionRefuses_FaultAtAnyStep_GivesOnePageAndReportsTheValue(Fault fault) => AtEveryStepAsync(
        fault,
        world =>
        {
            world.Bitrix24.Add(1, FakeNotion.Unwritable);
            return world.SendEventAsync();
        },
        async world =>
        {
            Assert.Equal(new CanonicalValue.Empty(), world.Notion.Value(Assert.Single(world.Notion.PagesOf(1)), Some.Title));
            Assert.Equal(Some.Text(FakeNotion.Unwritable), world.Bitrix24.Value(1, Some.Title));
            Assert.Contains(await world.JournalAsync(JournalKind.Held), entry => entry.Fields.Contains(Some.Title.Value));
        });

    private static async Task AtEveryStepAsync(Fault fault, Func<World, Task> arrange, Func<World, Task> assert)
    {
        for (var step = 1; step < MostSteps; step++)
        {
            using var world = new World();
            await arrange(world);
            var before = world.Steps.Log.Count;
            world.Steps.FailAt(step, fault);
            await world.DrainAsync();
            var taken = world.Steps.Log.Count - before;
            await NamingAsync($"{fault} at step {step} of: {string.Join(", ", world.Steps.Log)}", () => assert(world));
            await NamingAsync($"quiet after {fault} at step {step}", () => AssertQuietAsync(world));
            if (taken < step)
            {
                Assert.True(step > 5, "Fewer calls than any look at a record takes.");
                return;
            }
        }

        Assert.Fail($"The work did not end within {MostSteps} steps.");
    }

    private static async Task NamingAsync(string what, Func<Task> assert)
    {
        try
        {
            await assert();
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            Assert.Fail($"{what}\n{exception.Message}");
        }
    }

    private static async Task AssertInStepAsync(World world, string title, string stage, decimal amount)
    {
        var page = Assert.Single(world.Notion.PagesOf(1));
        Assert.Equal(page, (await world.MappingAsync())?.PageId);
        foreach (var (key, value) in new[] { (Some.Title, Some.Text(title)), (Some.Stage, Some.Choice(stage)), (Some.Amount, Some.Number(amount)) })
        {
            Assert.Equal(value, world.Bitrix24.Value(1, key));
            Assert.Equal(value, world.Notion.Value(page, key));
        }
    }

    /// <summary>Looking again, for whatever reason, writes nothing.</summary>
    private static async Task AssertQuietAsync(World world)
    {
        world.Steps.Clear();
        await world.SendEventAsync();
        await world.SendPollAsync(world.Notion.PagesOf(1).Single());
        await world.DrainAsync();
        Assert.Empty(world.Steps.Writes);
        Assert.False((await world.MappingAsync())?.ClaimedUntil > world.Clock.GetUtcNow());
    }
}
