using FunctionsSync.Connectors.Budget;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Budget;

public sealed class RequestBudgetTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly CountingBudgetStore _store = new(new InMemoryBudgetStore());
    private readonly BudgetOutlook _outlook = new();
    private readonly List<RequestBudget> _budgets = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _budgets.ForEach(budget => budget.Dispose());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task WaitAsync_FullDemandFromSeveralInstances_UsesNearlyTheWholeBudgetAndNeverMore(int instances)
    {
        var budgets = Enumerable.Range(0, instances).Select(_ => Budget()).ToList();
        var sent = new List<DateTimeOffset>();
        var end = Start + TimeSpan.FromMinutes(5);
        var workers = Enumerable.Range(0, 16).Select(worker => WorkAsync(budgets[worker % instances], RequestLane.Live, end, sent)).ToList();

        await RunAsync(Task.WhenAll(workers));

        var perMinute = Enumerable.Range(0, 5).Select(minute => sent.Count(at => at >= Start.AddMinutes(minute) && at < Start.AddMinutes(minute + 1))).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            "{0} instances: {1} requests per minute, {2} row reads and {3} writes for {4} requests",
            instances, string.Join(' ', perMinute), _store.Reads, _store.Writes, sent.Count);
        Assert.All(perMinute, count => Assert.InRange(count, 171, 180));
        AssertAtMost(180, TimeSpan.FromSeconds(60), sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task WaitAsync_AnyDemandInBothLanesWithRefusals_StaysWithinEveryBound(int seed)
    {
        var random = new Random(seed);
        var budgets = Enumerable.Range(0, 3).Select(_ => Budget()).ToList();
        var (sent, bulk, pauses) = (new List<DateTimeOffset>(), new List<DateTimeOffset>(), new List<(RequestBudget By, DateTimeOffset From, DateTimeOffset Until)>());
        var end = Start + TimeSpan.FromMinutes(6);
        var workers = Enumerable.Range(0, 12).Select(async worker =>
        {
            var (budget, lane) = (budgets[worker % 3], worker % 2 == 0 ? RequestLane.Live : RequestLane.Bulk);
            while (_clock.GetUtcNow() < end)
            {
                try
                {
                    var at = await budget.WaitAsync(lane, _clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(1, 30)), Cancelled);
                    Assert.Equal(_clock.GetUtcNow(), at);
                    // Another instance learns of a pause when it looks at the row: at the latest after two seconds.
                    Assert.DoesNotContain(pauses, pause => at < pause.Until && (pause.By == budget || at > pause.From + TimeSpan.FromSeconds(2)));
                    sent.Add(at);
                    if (lane == RequestLane.Bulk)
                    {
                        bulk.Add(at);
                    }

                    if (random.Next(100) == 0)
                    {
                        var asked = TimeSpan.FromSeconds(random.Next(1, 20));
                        pauses.Add((budget, at, at + asked));
                        await budget.RefusedAsync(at, asked, Cancelled);
                    }
                    else
                    {
                        budget.Answered(at);
                    }
                }
                catch (RemoteException exception) when (exception is { Failure: RemoteFailure.Overloaded, RetryAfter: { } wait })
                {
                    await Task.Delay(wait, _clock, Cancelled);
                }

                if (random.Next(4) == 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * 8), _clock, Cancelled);
                }
            }
        }).ToList();

        await RunAsync(Task.WhenAll(workers));

        Assert.InRange(sent.Count, 100, 18 * 60);
        AssertAtMost(180, TimeSpan.FromSeconds(60), sent);
        AssertAtMost(60, TimeSpan.FromSeconds(10), sent);
        AssertAtMost(144, TimeSpan.FromSeconds(60), bulk);
    }

    [Fact]
    public async Task WaitAsync_SeveralAtOnce_TakeTheirSlotsInOneWrite()
    {
        var budget = Budget();
        var gate = new TaskCompletionSource();
        _store.BeforeWrite = () => gate.Task;
        var waiting = Enumerable.Range(0, 20).Select(_ => budget.WaitAsync(RequestLane.Live, Never, Cancelled)).ToList();

        gate.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal((1, 2), (_store.Reads, _store.Writes));
    }

    [Fact]
    public async Task WaitAsync_AnotherInstanceWasFirst_GoesOnFromItsState()
    {
        var (one, other) = (Budget(burst: 1), Budget(burst: 1));
        await one.WaitAsync(RequestLane.Live, Never, Cancelled);

        var waiting = other.WaitAsync(RequestLane.Live, Never, Cancelled);

        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(340));
        Assert.Equal(Start.AddMilliseconds(340), await waiting);
    }

    [Fact]
    public async Task WaitAsync_BeatenToTheRow_AsksAgainAndNeverUsesWhatWasNotStored()
    {
        var (one, other) = (Budget(burst: 1), Budget(burst: 1));
        _store.BeforeWrite = () => other.WaitAsync(RequestLane.Live, Never, Cancelled);

        var waiting = one.WaitAsync(RequestLane.Live, Never, Cancelled);

        Assert.False(waiting.IsCompleted);
        Assert.Equal(3, _store.Writes);
    }

    [Fact]
    public async Task WaitAsync_StorageIsOutOfReach_FailsForEverybodyAndRecovers()
    {
        var budget = Budget();
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        _store.IsOutOfReach = true;

        await Assert.ThrowsAsync<IOException>(() => budget.WaitAsync(RequestLane.Live, Never, Cancelled));

        _store.IsOutOfReach = false;
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
    }

    [Fact]
    public async Task WaitAsync_StateIsUnreadable_CountsAsUsedUp()
    {
        await _store.TryWriteAsync(new("notion", "no state"), Cancelled);

        var failure = await Assert.ThrowsAsync<RemoteException>(() => Budget().WaitAsync(RequestLane.Live, Start.AddSeconds(10), Cancelled));

        Assert.Equal(TimeSpan.FromSeconds(60.5), failure.RetryAfter);
    }

    [Fact]
    public async Task WaitAsync_SlotComesTooLate_FailsAtOnceAndTakesNone()
    {
        var budget = Budget(burst: 1);
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        var writes = _store.Writes;

        var failure = await Assert.ThrowsAsync<RemoteException>(() => budget.WaitAsync(RequestLane.Live, Start.AddMilliseconds(100), Cancelled));

        Assert.Equal((RemoteFailure.Overloaded, TimeSpan.FromSeconds(1)), (failure.Failure, failure.RetryAfter));
        Assert.Equal(writes, _store.Writes);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_TheSlotGoesToTheNextWithoutAskingTheStore()
    {
        var budget = Budget(burst: 1);
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var given = budget.WaitAsync(RequestLane.Live, Never, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var writes = _store.Writes;

        var next = budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        _clock.Advance(TimeSpan.FromMilliseconds(340));

        Assert.Equal(Start.AddMilliseconds(340), await next);
        Assert.Equal(writes, _store.Writes);
    }

    [Fact]
    public async Task WaitAsync_WokenLate_TakesAnotherSlot()
    {
        var budget = Budget(burst: 1);
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        var waiting = budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        var writes = _store.Writes;

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Start.AddSeconds(5), await waiting);
        Assert.Equal(writes + 1, _store.Writes);
    }

    [Fact]
    public async Task RefusedAsync_OneInstanceIsRefused_TheOthersPauseAndTheOutlookSaysSo()
    {
        var (one, other) = (Budget(), Budget());
        var sentAt = await one.WaitAsync(RequestLane.Live, Never, Cancelled);

        await one.RefusedAsync(sentAt, TimeSpan.FromSeconds(40), Cancelled);

        Assert.Equal(Start.AddSeconds(40) - BudgetLimits.Ahead, _outlook.OpensAt(RequestLane.Live));
        var failure = await Assert.ThrowsAsync<RemoteException>(() => other.WaitAsync(RequestLane.Live, Start.AddSeconds(10), Cancelled));
        Assert.Equal(TimeSpan.FromSeconds(40), failure.RetryAfter);
        var patient = other.WaitAsync(RequestLane.Live, Never, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(36));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Start.AddSeconds(40), await patient);
    }

    /// <summary>Those who are sent away come again while there are still slots in use, so that none is lost until they are back.</summary>
    [Fact]
    public async Task WaitAsync_AllSlotsUpToTheHorizonAreGiven_TheOutlookOpensWhileSomeAreLeft()
    {
        var budget = Budget(burst: 1, rate: 0.25);
        await budget.WaitAsync(RequestLane.Live, Never, Cancelled);
        Task[] waiting = [budget.WaitAsync(RequestLane.Live, Never, Cancelled), budget.WaitAsync(RequestLane.Live, Never, Cancelled)];

        var failure = await Assert.ThrowsAsync<RemoteException>(() => budget.WaitAsync(RequestLane.Live, Start.AddSeconds(10), Cancelled));

        Assert.Equal(Start + failure.RetryAfter!.Value - TimeSpan.FromSeconds(7.5), _outlook.OpensAt(RequestLane.Live));
        _clock.Advance(TimeSpan.FromSeconds(4.2));
        _clock.Advance(TimeSpan.FromSeconds(4));
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task RefusedAsync_AnotherInstanceWaitsForALaterSlot_LooksBeforeItSends()
    {
        var (one, other) = (Budget(burst: 1, rate: 0.25), Budget(burst: 1, rate: 0.25));
        var sentAt = await one.WaitAsync(RequestLane.Live, Never, Cancelled);
        var waiting = other.WaitAsync(RequestLane.Live, Never, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await one.RefusedAsync(sentAt, TimeSpan.FromSeconds(8), Cancelled);

        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(Start.AddSeconds(9), await waiting);
    }

    [Fact]
    public async Task Answered_AfterThePause_TheNextRefusalIsTheFirstAgain()
    {
        var budget = Budget();
        await budget.RefusedAsync(Start, TimeSpan.FromSeconds(1), Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(2));
        budget.Answered(await budget.WaitAsync(RequestLane.Live, Never, Cancelled));
        _clock.Advance(TimeSpan.FromSeconds(2));
        var sentAt = await budget.WaitAsync(RequestLane.Live, Never, Cancelled);

        await budget.RefusedAsync(sentAt, TimeSpan.FromSeconds(1), Cancelled);

        var state = BudgetText.Read((await _store.ReadAsync("notion", Cancelled))!.State)!;
        Assert.Equal((1, sentAt.AddSeconds(1)), (state.Refusals, state.PausedUntil));
    }

    private RequestBudget Budget(int burst = 30, double rate = 3)
    {
        var budget = new RequestBudget(new("notion", "Notion", new(rate, burst, CountsMinutes: true)), _store, _outlook, _clock);
        _budgets.Add(budget);
        return budget;
    }

    private async Task WorkAsync(RequestBudget budget, RequestLane lane, DateTimeOffset end, List<DateTimeOffset> sent)
    {
        while (_clock.GetUtcNow() < end)
        {
            sent.Add(await budget.WaitAsync(lane, Never, Cancelled));
        }
    }

    /// <summary>Everything runs on this thread, a millisecond at a time.</summary>
    private async Task RunAsync(Task work)
    {
        while (!work.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await work;
    }

    private static void AssertAtMost(int most, TimeSpan window, List<DateTimeOffset> sent)
    {
        for (var first = 0; first + most < sent.Count; first++)
        {
            Assert.True(sent[first + most] - sent[first] >= window, $"more than {most} within {window} from {sent[first]:O}");
        }
    }
}
