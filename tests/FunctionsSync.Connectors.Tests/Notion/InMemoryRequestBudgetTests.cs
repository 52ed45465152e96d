using FunctionsSync.Connectors.Notion;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Notion;

public sealed class InMemoryRequestBudgetTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task ReserveAsync_AnyArrivals_StayWithinTheBudget(int seed)
    {
        var random = new Random(seed);
        var (rate, burst) = ((double)random.Next(1, 100) / 10, random.Next(1, 200));
        var clock = new FakeTimeProvider(Start);
        var budget = Budget(rate, burst, clock);
        List<DateTimeOffset> slots = [];
        foreach (var _ in Enumerable.Range(0, 1500))
        {
            slots.Add(await ReserveAsync(budget, clock));
            clock.Advance(Gap(random, rate));
        }

        slots.Sort();
        var perMinute = Math.Max(1, (int)Math.Round(rate * 60, 6));
        AssertAtMost(perMinute, TimeSpan.FromSeconds(60), slots, seed);
        AssertAtMost((int)Math.Floor((rate * 10) + burst + 1e-6), TimeSpan.FromSeconds(10), slots, seed);
    }

    [Theory]
    [InlineData(3, 30)]
    [InlineData(3, 1)]
    [InlineData(3, 180)]
    [InlineData(10, 30)]
    [InlineData(0.5, 10)]
    public async Task ReserveAsync_Backlog_IsServedAtNearlyTheWholeBudget(double rate, int burst)
    {
        var clock = new FakeTimeProvider(Start);
        var budget = Budget(rate, burst, clock);
        var count = 0;

        // Ten workers, each of whom takes his next slot when he has used the last.
        var free = new PriorityQueue<int, DateTimeOffset>(Enumerable.Range(0, 10).Select(worker => (worker, Start)));
        while (free.TryDequeue(out var worker, out var at) && at < Start + TimeSpan.FromMinutes(10))
        {
            clock.SetUtcNow(at);
            var slot = await ReserveAsync(budget, clock);
            count += slot < Start + TimeSpan.FromMinutes(10) ? 1 : 0;
            free.Enqueue(worker, slot);
        }

        Assert.InRange(count, rate * 600 * 0.95, (rate * 600) + 1);
    }

    [Fact]
    public async Task ReserveAsync_AfterAQuietTime_LetsTheBurstGoAtOnce()
    {
        var clock = new FakeTimeProvider(Start);
        var budget = Budget(3, 30, clock);

        var waits = new List<TimeSpan>();
        foreach (var _ in Enumerable.Range(0, 31))
        {
            waits.Add(await budget.ReserveAsync(TestContext.Current.CancellationToken));
        }

        Assert.All(waits.Take(30), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.InRange(waits[30], TimeSpan.FromMilliseconds(333), TimeSpan.FromMilliseconds(334));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task PauseAsync_AtAnyMoment_NobodyReservesASlotInIt(int seed)
    {
        var random = new Random(seed);
        var clock = new FakeTimeProvider(Start);
        var budget = Budget(3, 30, clock);
        var pausedUntil = DateTimeOffset.MinValue;
        foreach (var _ in Enumerable.Range(0, 300))
        {
            if (random.Next(20) == 0)
            {
                var until = clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(0, 60));
                await budget.PauseAsync(until, TestContext.Current.CancellationToken);
                pausedUntil = until > pausedUntil ? until : pausedUntil;
            }

            Assert.True(await ReserveAsync(budget, clock) >= pausedUntil, $"seed {seed}");
            clock.Advance(Gap(random, 3));
        }
    }

    private static InMemoryRequestBudget Budget(double rate, int burst, TimeProvider clock) =>
        new(Options.Create(new NotionOptions { RequestsPerSecond = rate, Burst = burst }), clock);

    private static async Task<DateTimeOffset> ReserveAsync(InMemoryRequestBudget budget, TimeProvider clock) =>
        clock.GetUtcNow() + await budget.ReserveAsync(TestContext.Current.CancellationToken);

    /// <summary>Mostly crowds, sometimes a trickle, now and then silence.</summary>
    private static TimeSpan Gap(Random random, double rate) => random.Next(100) switch
    {
        < 70 => TimeSpan.Zero,
        < 98 => TimeSpan.FromSeconds(random.NextDouble() * 4 / rate),
        _ => TimeSpan.FromSeconds(random.NextDouble() * 90),
    };

    private static void AssertAtMost(int most, TimeSpan window, List<DateTimeOffset> slots, int seed)
    {
        for (var first = 0; first + most < slots.Count; first++)
        {
            Assert.True(slots[first + most] - slots[first] >= window, $"seed {seed}: more than {most} within {window} from {slots[first]:O}");
        }
    }
}
