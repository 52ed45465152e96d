using System.Runtime.ExceptionServices;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Core.Time;

namespace FunctionsSync.Connectors.Budget;

/// <summary>
/// The requests one remote system may be sent, by all instances together. A slot is used only after it was stored; where storage is out of reach,
/// nothing is sent. Requests of this process that want slots at the same time get them by one change of the row.
/// </summary>
internal sealed class RequestBudget(BudgetedSystem system, IBudgetStore store, BudgetOutlook outlook, TimeProvider timeProvider) : IDisposable
{
    /// <summary>A wait this long is worth a look whether another instance was told to pause meanwhile.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly BudgetQueue _queue = new();
    private readonly BudgetPause _pause = new(outlook, timeProvider);
    private readonly BudgetRow _row = new(system.Key, system.Limits, store, timeProvider);

    private DateTimeOffset Now => timeProvider.GetUtcNow();

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Waits for a slot: whoever returns from here sends at once.</summary>
    /// <param name="lane">Whom the slot is for.</param>
    /// <param name="latest">A later slot is of no use.</param>
    /// <param name="cancellationToken">Ends the wait; the slot goes to the next.</param>
    /// <returns>When the slot was used.</returns>
    /// <exception cref="RemoteException">No slot comes in time: <see cref="RemoteFailure.Overloaded"/>, with the time until there may be one.</exception>
    public async Task<DateTimeOffset> WaitAsync(RequestLane lane, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var taken = await ReserveAsync(lane, latest, cancellationToken);
            if (taken.Slot is not { } slot)
            {
                await WaitForBetterTimesAsync(lane, taken.NoneBefore, latest, cancellationToken);
            }
            else if (await UseAsync(slot, cancellationToken))
            {
                return Now;
            }
        }
    }

    /// <summary>The system said that it has had enough: nobody sends until it is over, in no instance.</summary>
    /// <param name="sentAt">When the refused request was sent.</param>
    /// <param name="retryAfter">How long the system asked to be left alone; null when it did not say.</param>
    /// <param name="cancellationToken">Ends the storing; this process pauses all the same.</param>
    public async Task RefusedAsync(DateTimeOffset sentAt, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        // Before it is stored: requests of this process that have their slots must not slip out meanwhile.
        _pause.ExtendTo(Now + (retryAfter ?? TimeSpan.Zero));
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            _pause.See(await _row.ChangeAsync(state => BudgetPolicy.Refuse(state, system.Limits, sentAt, Now, retryAfter), cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The system answered: a refusal from now on is no repetition. Stored with the next slot.</summary>
    public void Answered(DateTimeOffset sentAt) => _pause.Answered(sentAt);

    /// <summary>Waits for the slot, and says whether it is worth anything then.</summary>
    private async Task<bool> UseAsync(BudgetSlot slot, CancellationToken cancellationToken)
    {
        var isLong = slot.At - Now > LongWait;
        try
        {
            await timeProvider.DelayUntilAsync(slot.At, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _queue.HandOn(slot);
            throw;
        }

        if (isLong)
        {
            await LookAsync(cancellationToken);
        }

        // Neither in a pause that began meanwhile, nor so late that the window would be overfull.
        return _pause.Until <= Now && Now <= slot.At + BudgetLimits.Lateness;
    }

    /// <summary>Another instance may have been told to pause.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (Now - _row.SeenAt > LongWait)
            {
                _pause.See(await _row.ReadAsync(cancellationToken));
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task WaitForBetterTimesAsync(RequestLane lane, DateTimeOffset noneBefore, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (noneBefore > Now + BudgetLimits.Horizon)
        {
            outlook.Close(lane, noneBefore - BudgetLimits.Ahead);
        }

        if (noneBefore > latest)
        {
            var wait = noneBefore - Now;
            throw new RemoteException(
                RemoteFailure.Overloaded,
                $"{system.Name} may not be asked before {noneBefore:HH:mm:ss.fff}, and this request is of no use after {latest:HH:mm:ss.fff}. It was not sent.")
            {
                RetryAfter = wait > ShortestRetry ? wait : ShortestRetry,
            };
        }

        // Live requests get slots ahead, so they ask before the slot comes.
        var askAt = lane == RequestLane.Bulk ? noneBefore : noneBefore - BudgetLimits.Ahead;
        await timeProvider.DelayUntilAsync(askAt > Now + ClockStep ? askAt : Now + ClockStep, cancellationToken);
    }

    private async Task<BudgetTaken> ReserveAsync(RequestLane lane, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        var waiter = new BudgetWaiter(lane, latest);
        if (_queue.TakeSpareOrQueue(waiter, Now, _pause.Until) is { } spare)
        {
            return new(spare, spare.At, BudgetState.Unused);
        }

        try
        {
            await _oneAtATime.WaitAsync(cancellationToken);
            try
            {
                // Whoever had the row before us has asked for us too, unless we came too late for that.
                if (!waiter.IsServed)
                {
                    await ServeAsync(cancellationToken);
                }
            }
            finally
            {
                _oneAtATime.Release();
            }
        }
        catch (OperationCanceledException)
        {
            _queue.Withdraw(waiter);
            throw;
        }

        waiter.Failure?.Throw();
        return waiter.Answer ?? throw new InvalidOperationException("A request was neither given a slot nor told when there is one.");
    }

    /// <summary>Asks for everybody who waits.</summary>
    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        var batch = _queue.TakeAll();
        var answers = new List<BudgetTaken>(batch.Count);
        try
        {
            _pause.See(await _row.ChangeAsync(state => TakeAll(state, batch, answers), cancellationToken));
            _queue.Answer(batch.Zip(answers));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _queue.PutBack(batch);
            throw;
        }
        catch (Exception exception)
        {
            var failure = ExceptionDispatchInfo.Capture(exception);
            batch.ForEach(waiter => waiter.Failure = failure);
        }
    }

    private BudgetState TakeAll(BudgetState before, List<BudgetWaiter> batch, List<BudgetTaken> answers)
    {
        answers.Clear();
        _pause.See(before);
        var now = Now + _row.Lead;
        var horizon = now + BudgetLimits.Horizon;
        var state = before;
        foreach (var waiter in batch)
        {
            answers.Add(BudgetPolicy.Take(state, system.Limits, now, waiter.Lane, waiter.Latest < horizon ? waiter.Latest : horizon));
            state = answers[^1].State;
        }

        return state != before && _pause.HasRecovered ? BudgetPolicy.Recover(state) : state;
    }
}
