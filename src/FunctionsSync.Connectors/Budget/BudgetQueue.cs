using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Budget;

/// <summary>The requests of this process that wait for slots, in the order in which they came, and the slots whose requests have gone.</summary>
internal sealed class BudgetQueue
{
    private readonly Lock _lock = new();
    private readonly List<BudgetWaiter> _waiting = [];
    private readonly List<BudgetSlot> _spare = [];

    /// <summary>A slot that somebody else has left; null when there is none, and the waiter has queued.</summary>
    public BudgetSlot? TakeSpareOrQueue(BudgetWaiter waiter, DateTimeOffset now, DateTimeOffset pausedUntil)
    {
        lock (_lock)
        {
            _spare.RemoveAll(slot => slot.At + BudgetLimits.Lateness < now || slot.At < pausedUntil);
            var found = _spare.FindIndex(slot => slot.At <= waiter.Latest && (slot.Lane == waiter.Lane || waiter.Lane == RequestLane.Live));
            if (found < 0)
            {
                _waiting.Add(waiter);
                return null;
            }

            var spare = _spare[found];
            _spare.RemoveAt(found);
            return spare;
        }
    }

    public List<BudgetWaiter> TakeAll()
    {
        lock (_lock)
        {
            List<BudgetWaiter> all = [.. _waiting];
            _waiting.Clear();
            return all;
        }
    }

    /// <summary>They wait on, before all others.</summary>
    public void PutBack(IEnumerable<BudgetWaiter> waiters)
    {
        lock (_lock)
        {
            _waiting.InsertRange(0, waiters.Where(waiter => !waiter.IsGone));
        }
    }

    public void Answer(IEnumerable<(BudgetWaiter Waiter, BudgetTaken Answer)> answers)
    {
        lock (_lock)
        {
            foreach (var (waiter, answer) in answers)
            {
                waiter.Answer = answer;
                if (waiter.IsGone && answer.Slot is { } slot)
                {
                    _spare.Add(slot);
                }
            }
        }
    }

    public void Withdraw(BudgetWaiter waiter)
    {
        lock (_lock)
        {
            waiter.IsGone = true;
            _waiting.Remove(waiter);
            if (waiter.Answer?.Slot is { } slot)
            {
                _spare.Add(slot);
            }
        }
    }

    /// <summary>Gives a slot that is not used to the next who asks.</summary>
    public void HandOn(BudgetSlot slot)
    {
        lock (_lock)
        {
            _spare.Add(slot);
        }
    }
}
