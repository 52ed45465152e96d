using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Budget;

public sealed class BudgetPolicyTests
{
    private static readonly BudgetLimits Notion = new(PerSecond: 3, Burst: 30, CountsMinutes: true);
    private static readonly BudgetLimits Portal = new(PerSecond: 2, Burst: 40, CountsMinutes: false);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Fact]
    public void Take_AfterAQuietTime_LetsTheBurstGoAtOnce()
    {
        var demand = new Demand(Notion);

        var slots = Enumerable.Range(0, 31).Select(_ => demand.Take()).ToList();

        Assert.All(slots.Take(30), slot => Assert.Equal(Demand.Start, slot));
        Assert.InRange(slots[30]!.Value - Demand.Start, TimeSpan.FromMilliseconds(333), TimeSpan.FromMilliseconds(420));
    }

    [Fact]
    public void Take_AfterABurst_NobodyStandsStillAtTheEndOfItsMinute()
    {
        var demand = new Demand(Notion);

        demand.Saturate(Minute * 5, workers: 8, RequestLane.Live);

        var gaps = demand.Slots.Zip(demand.Slots.Skip(1), (one, next) => next.At - one.At);
        Assert.InRange(gaps.Max(), TimeSpan.Zero, TimeSpan.FromMilliseconds(450));
    }

    [Theory]
    [InlineData(3, 30)]
    [InlineData(3, 1)]
    [InlineData(3, 90)]
    [InlineData(3, 180)]
    [InlineData(10, 30)]
    [InlineData(0.5, 10)]
    [InlineData(0.1, 3)]
    public void Take_FullDemand_UsesNearlyTheWholeBudgetFromTheFirstMinuteOn(double rate, int burst)
    {
        var demand = new Demand(new(rate, burst, CountsMinutes: true));

        demand.Saturate(Minute * 10, workers: 10, RequestLane.Live);

        Assert.All(Enumerable.Range(1, 10), minutes => Assert.InRange(demand.Count(TimeSpan.Zero, Minute * minutes), 0.95 * 60 * rate * minutes, 60 * rate * minutes));
        // The burst was a part of the first minute's budget; after that every minute is full, wherever it begins.
        Assert.All(Enumerable.Range(61, 480), second => Assert.InRange(
            demand.Count(TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second) + Minute), (int)(0.95 * 60 * rate), 60 * rate));
    }

    [Fact]
    public void Take_LiveAndBulkTogether_UseNearlyTheWholeBudgetAndLiveHasItsShare()
    {
        var demand = new Demand(Notion);

        demand.Saturate(Minute * 10, workers: 10, RequestLane.Live, RequestLane.Bulk);

        Assert.InRange(demand.Count(TimeSpan.Zero, Minute * 10), 0.95 * 1800, 1800);
        Assert.InRange(demand.Count(TimeSpan.Zero, Minute * 10, RequestLane.Live), 0.2 * 1800, 1800);
    }

    [Fact]
    public void Take_BulkAlone_UsesNearlyFourFifths()
    {
        var demand = new Demand(Notion);

        demand.Saturate(Minute * 10, workers: 10, RequestLane.Bulk);

        Assert.InRange(demand.Count(TimeSpan.Zero, Minute * 10), 0.95 * 0.8 * 1800, 0.8 * 1800);
        demand.AssertAtMost(144, Minute);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Take_LiveRequestWhileBulkTakesAllItCan_DoesNotWait(bool countsMinutes)
    {
        var demand = new Demand(countsMinutes ? Notion : Portal);
        var random = new Random(3);
        foreach (var _ in Enumerable.Range(0, 500))
        {
            demand.Saturate(TimeSpan.FromSeconds(random.NextDouble() * 12), workers: 8, RequestLane.Bulk);

            // One edit, which is a read on each side and a write.
            Assert.All(Enumerable.Range(0, 3), _ => Assert.InRange(demand.Take()!.Value - demand.Now, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
        }
    }

    [Fact]
    public void Take_Bulk_NeverReservesAhead()
    {
        var demand = new Demand(Notion);
        demand.Take(RequestLane.Bulk);

        Assert.Null(demand.Take(RequestLane.Bulk, Demand.Start + Minute));

        Assert.Equal(Demand.Start, demand.State.Slots[^1].At);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Take_AnyArrivalsInBothLanes_StayWithinEveryBound(int seed)
    {
        var random = new Random(seed);
        var (rate, burst) = ((double)random.Next(1, 100) / 10, random.Next(1, 200));
        var limits = new BudgetLimits(rate, burst, CountsMinutes: random.Next(3) > 0);
        var demand = new Demand(limits);
        foreach (var _ in Enumerable.Range(0, 1500))
        {
            demand.Take(random.Next(2) == 0 ? RequestLane.Bulk : RequestLane.Live, demand.Now + TimeSpan.FromSeconds(random.Next(1, 60)));
            demand.Now += Gap(random, rate);
        }

        Assert.True(demand.Slots.Count > 100, $"seed {seed}");
        Assert.Equal(demand.Slots.OrderBy(slot => slot.At), demand.Slots);
        demand.AssertAtMost((int)Math.Floor((rate * 10) + burst + 1e-6), TimeSpan.FromSeconds(10));
        if (limits.PerWindow is { } most)
        {
            demand.AssertAtMost(most, BudgetLimits.Window);
            demand.AssertAtMost(Math.Max(1, most * 4 / 5), BudgetLimits.Window, RequestLane.Bulk);
            Assert.Equal(Math.Max(1, (int)Math.Round(rate * 60, 6)), most);
        }
        else
        {
            AssertFitsTheBucket(demand.Slots, rate, limits.Capacity);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Take_LimitsWereLowered_TheNewOnesHoldAtOnce(int seed)
    {
        var random = new Random(seed);
        var before = new Demand(new(10, 100, CountsMinutes: true));
        before.Saturate(TimeSpan.FromSeconds(random.Next(1, 120)), 30, RequestLane.Live);
        var after = new Demand(Notion) { State = before.State, Now = before.Now };
        after.Slots.AddRange(before.Slots);

        after.Saturate(Minute * 3, 10, RequestLane.Live);

        foreach (var slot in after.Slots.Skip(before.Slots.Count))
        {
            Assert.InRange(after.Slots.Count(other => other.At <= slot.At && other.At > slot.At - Minute), 1, 180);
        }

        Assert.InRange(after.Count(after.Now - Demand.Start - Minute, after.Now - Demand.Start), 171, 180);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Refuse_AtAnyMoment_NobodyTakesASlotInThePause(int seed)
    {
        var random = new Random(seed);
        var demand = new Demand(Notion);
        var pausedUntil = DateTimeOffset.MinValue;
        foreach (var _ in Enumerable.Range(0, 300))
        {
            if (random.Next(20) == 0)
            {
                var asked = TimeSpan.FromSeconds(random.Next(0, 60));
                demand.State = BudgetPolicy.Refuse(demand.State, Notion, demand.Now, demand.Now, asked);
                pausedUntil = demand.Now + asked > pausedUntil ? demand.Now + asked : pausedUntil;
            }

            Assert.False(demand.Take(random.Next(2) == 0 ? RequestLane.Bulk : RequestLane.Live) < pausedUntil, $"seed {seed}");
            demand.Now += Gap(random, 3);
        }

        demand.AssertAtMost(180, BudgetLimits.Window);
    }

    [Fact]
    public void Refuse_ThePauseIsOver_RequestsBeginAgainOneByOne()
    {
        var demand = new Demand(Notion);
        demand.Take();
        demand.State = BudgetPolicy.Refuse(demand.State, Notion, demand.Now, demand.Now, Minute);

        demand.Now += Minute;

        Assert.Equal(demand.Now, demand.Take());
        Assert.InRange(demand.Take()!.Value - demand.Now, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public void Refuse_SaidAgainAfterThePause_BacksOffLongerEachTimeUntilItRecovers()
    {
        var (state, now, pauses) = (BudgetState.Unused, Demand.Start, new List<double>());
        foreach (var _ in Enumerable.Range(0, 9))
        {
            state = BudgetPolicy.Refuse(state, Notion, now, now, TimeSpan.FromSeconds(1));
            pauses.Add((state.PausedUntil - now).TotalSeconds);
            now = state.PausedUntil + TimeSpan.FromSeconds(1);
        }

        Assert.Equal(1, pauses[0]);
        Assert.All(Enumerable.Range(1, 8), index => Assert.InRange(pauses[index], Math.Min(300, 5 * Math.Pow(2, index)), 1.26 * Math.Min(300, 5 * Math.Pow(2, index))));
        Assert.Equal(now + TimeSpan.FromSeconds(1), BudgetPolicy.Refuse(BudgetPolicy.Recover(state), Notion, now, now, TimeSpan.FromSeconds(1)).PausedUntil);
    }

    [Fact]
    public void Refuse_SaidToRequestsThatWereOnTheirWay_CountsOnceAndTheLongestPauseStands()
    {
        var now = Demand.Start;
        var state = BudgetPolicy.Refuse(BudgetState.Unused, Notion, now, now + TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));

        state = BudgetPolicy.Refuse(state, Notion, now + TimeSpan.FromMilliseconds(900), now + TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

        Assert.Equal((1, now + TimeSpan.FromSeconds(41)), (state.Refusals, state.PausedUntil));
    }

    [Fact]
    public void Refuse_WithoutATime_PausesForSomeSeconds()
    {
        var state = BudgetPolicy.Refuse(BudgetState.Unused, Notion, Demand.Start, Demand.Start, retryAfter: null);

        Assert.InRange(state.PausedUntil - Demand.Start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));
    }

    /// <summary>The portal's own count: each request adds one, and the bucket drains at the rate.</summary>
    private static void AssertFitsTheBucket(IReadOnlyList<BudgetSlot> slots, double rate, int capacity)
    {
        var (level, before) = (0d, Demand.Start);
        foreach (var slot in slots)
        {
            level = Math.Max(0, level - ((slot.At - before).TotalSeconds * rate)) + 1;
            before = slot.At;
            Assert.InRange(level, 0, capacity + 1e-3);
        }
    }

    /// <summary>Mostly crowds, sometimes a trickle, now and then silence.</summary>
    private static TimeSpan Gap(Random random, double rate) => random.Next(100) switch
    {
        < 70 => TimeSpan.Zero,
        < 98 => TimeSpan.FromSeconds(random.NextDouble() * 4 / rate),
        _ => TimeSpan.FromSeconds(random.NextDouble() * 90),
    };
}
