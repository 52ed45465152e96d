using FunctionsSync.Cli.Hosting;
using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests.Hosting;

public sealed class ScheduledWorkTests : IAsyncDisposable
{
    private const string EveryHalfMinute = "*/30 * * * * *";
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ObservedTime _clock = new(Noon);
    private readonly WrittenLog<ScheduledWork> _log = new();
    private readonly InMemoryLeases _leases;
    private readonly List<DateTimeOffset> _runs = [];
    private Func<CancellationToken, Task> _work = _ => Task.CompletedTask;
    private ScheduledWork? _scheduled;

    public ScheduledWorkTests() => _leases = new(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_scheduled is not null)
        {
            await _scheduled.StopAsync(CancellationToken.None);
            _scheduled.Dispose();
        }
    }

    [Fact]
    public async Task ExecuteAsync_BetweenTwoOccurrences_RunsAtEachAndNotBefore()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        await StartAsync(EveryHalfMinute);

        Assert.Equal(TimeSpan.FromSeconds(20), await _clock.NextWaitAsync(Cancel));
        Assert.Empty(_runs);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HalfAMinute, await _clock.NextWaitAsync(Cancel));
        _clock.Advance(HalfAMinute);
        Assert.Equal(HalfAMinute, await _clock.NextWaitAsync(Cancel));

        Assert.Equal([Noon.AddSeconds(30), Noon.AddSeconds(60)], _runs);
    }

    [Fact]
    public async Task ExecuteAsync_DueInMonths_WaitsInDays()
    {
        var due = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await StartAsync("0 0 0 1 6 *");

        while (_clock.GetUtcNow() < due)
        {
            var step = await _clock.NextWaitAsync(Cancel);
            Assert.InRange(step, TimeSpan.FromTicks(1), TimeSpan.FromDays(1));
            Assert.Empty(_runs);
            _clock.Advance(step);
        }

        await _clock.NextWaitAsync(Cancel);
        Assert.Equal([due], _runs);
    }

    [Fact]
    public async Task ExecuteAsync_WaitEndsEarly_WaitsForTheRest()
    {
        var early = TimeSpan.FromMilliseconds(3);
        _clock.EndsEarly = early;
        await StartAsync(EveryHalfMinute);

        await _clock.NextWaitAsync(Cancel);
        _clock.Advance(HalfAMinute - early);
        Assert.Equal(early, await _clock.NextWaitAsync(Cancel));
        Assert.Empty(_runs);
        _clock.Advance(early);
        Assert.Equal(HalfAMinute, await _clock.NextWaitAsync(Cancel));

        Assert.Equal([Noon.AddSeconds(30)], _runs);
    }

    [Fact]
    public async Task ExecuteAsync_RunOutlastsOccurrences_TheyAreLeftOut()
    {
        var (begun, end) = (NewSignal(), NewSignal());
        _work = _ =>
        {
            begun.TrySetResult();
            return end.Task;
        };
        await StartAsync(EveryHalfMinute);
        await _clock.NextWaitAsync(Cancel);
        _clock.Advance(HalfAMinute);
        await begun.Task.WaitAsync(Patience, TimeProvider.System, Cancel);

        _clock.Advance(TimeSpan.FromSeconds(130));
        Assert.Single(_runs);
        end.SetResult();

        Assert.Equal(TimeSpan.FromSeconds(20), await _clock.NextWaitAsync(Cancel));
        Assert.Single(_runs);
    }

    /// <summary>A time-out of <see cref="HttpClient"/> is an <see cref="OperationCanceledException"/>.</summary>
    [Theory]
    [InlineData(typeof(IOException), "Error: The poll failed; the next run starts where this one did. I/O error occurred. [IOException]")]
    [InlineData(typeof(TaskCanceledException), "Error: The poll failed; the next run starts where this one did. A task was canceled. [TaskCanceledException]")]
    [InlineData(typeof(RemoteException), "Error: The poll failed; the next run starts where this one did. Notion does not answer.")]
    public async Task ExecuteAsync_RunFails_IsToldAndTheNextComes(Type failure, string told)
    {
        _work = _ => throw (failure == typeof(RemoteException) ? new RemoteException(RemoteFailure.Unreachable, "Notion does not answer.") : (Exception)Activator.CreateInstance(failure)!);
        await StartAsync(EveryHalfMinute);

        for (var run = 0; run < 2; run++)
        {
            await _clock.NextWaitAsync(Cancel);
            _clock.Advance(HalfAMinute);
        }

        await _clock.NextWaitAsync(Cancel);
        Assert.Equal(2, _runs.Count);
        Assert.Equal([told, told], _log.Lines);
    }

    /// <summary>Several processes share a storage account. Their clocks may differ by less than half the time between two runs.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public async Task ExecuteAsync_AnotherProcessWasFirst_LeavesThisRunToIt(int secondsBefore)
    {
        await StartAsync(EveryHalfMinute);
        await _clock.NextWaitAsync(Cancel);
        _clock.Advance(HalfAMinute - TimeSpan.FromSeconds(secondsBefore) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _leases.TryTakeAsync("NotionPollSchedule", HalfAMinute / 2, Cancel));

        _clock.Advance(TimeSpan.FromSeconds(secondsBefore) + TimeSpan.FromTicks(1));
        Assert.Equal(HalfAMinute, await _clock.NextWaitAsync(Cancel));
        Assert.Empty(_runs);
        _clock.Advance(HalfAMinute);
        await _clock.NextWaitAsync(Cancel);

        Assert.Equal([Noon.AddSeconds(60)], _runs);
        Assert.Empty(_log.Lines);
    }

    /// <summary>A schedule that an operator changes right after a run is not held up by it.</summary>
    [Fact]
    public async Task ExecuteAsync_NextRunIsFarAway_LetsOthersInAfterAMinute()
    {
        await StartAsync("0 0 3 * * *");
        var wait = await _clock.NextWaitAsync(Cancel);
        _clock.Advance(wait);
        await _clock.NextWaitAsync(Cancel);

        _clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(await _leases.TryTakeAsync("NotionPollSchedule", HalfAMinute, Cancel));
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.NotNull(await _leases.TryTakeAsync("NotionPollSchedule", HalfAMinute, Cancel));
        Assert.Single(_runs);
    }

    [Fact]
    public async Task StopAsync_WhileItWaits_EndsWithoutARun()
    {
        var scheduled = await StartAsync(EveryHalfMinute);
        await _clock.NextWaitAsync(Cancel);

        await scheduled.StopAsync(Cancel).WaitAsync(Patience, TimeProvider.System, Cancel);

        Assert.True(scheduled.ExecuteTask!.IsCompleted);
        Assert.Empty(_runs);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task StopAsync_DuringARun_CutsItOffAndTellsOfNoFailure()
    {
        var begun = NewSignal();
        _work = token =>
        {
            begun.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        var scheduled = await StartAsync(EveryHalfMinute);
        await _clock.NextWaitAsync(Cancel);
        _clock.Advance(HalfAMinute);
        await begun.Task.WaitAsync(Patience, TimeProvider.System, Cancel);

        await scheduled.StopAsync(Cancel).WaitAsync(Patience, TimeProvider.System, Cancel);

        Assert.True(scheduled.ExecuteTask!.IsCompleted);
        Assert.Single(_runs);
        Assert.Empty(_log.Lines);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<ScheduledWork> StartAsync(string schedule)
    {
        _scheduled = new("The poll", new Schedule("NotionPollSchedule", schedule), RunAsync, _leases, _clock, _log);
        await _scheduled.StartAsync(Cancel);
        return _scheduled;
    }

    private Task RunAsync(CancellationToken cancellationToken)
    {
        _runs.Add(_clock.GetUtcNow());
        return _work(cancellationToken);
    }
}
