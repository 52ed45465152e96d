using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Draining;

/// <summary>
/// The looks of this process that have found something to carry over, and are not through. While there are many, reading more records gains nothing:
/// what is read now is written after them, and is old by then. Whoever reads waits until few are left, and then goes together with all others who
/// came meanwhile: one request instead of many. Where little is carried over nobody waits.
/// </summary>
public sealed class WorkUnderWay
{
    /// <summary>Enough for the budget not to run dry while the next records are read.</summary>
    private const int Few = 4;

    private readonly Lock _lock = new();
    private readonly List<(RequestLane Lane, TaskCompletionSource Turn)> _waiting = [];
    private int _live;
    private int _bulk;

    /// <summary>A look has found something; disposing says that it is through.</summary>
    public IDisposable Begin(RequestLane lane)
    {
        Count(lane, 1);
        return new Piece(this, lane);
    }

    /// <summary>Waits until little is under way: live work for live work only.</summary>
    public async Task UntilFewAsync(RequestLane lane, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (IsFew(lane))
            {
                return;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((lane, turn));
        }

        await turn.Task.WaitAsync(cancellationToken);
    }

    private bool IsFew(RequestLane lane) => (lane == RequestLane.Live ? _live : _live + _bulk) <= Few;

    private void Count(RequestLane lane, int change)
    {
        lock (_lock)
        {
            (_live, _bulk) = lane == RequestLane.Live ? (_live + change, _bulk) : (_live, _bulk + change);
            foreach (var each in _waiting.Where(each => IsFew(each.Lane)))
            {
                each.Turn.TrySetResult();
            }

            _waiting.RemoveAll(each => each.Turn.Task.IsCompleted);
        }
    }

    private sealed class Piece(WorkUnderWay work, RequestLane lane) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                work.Count(lane, -1);
            }
        }
    }
}
