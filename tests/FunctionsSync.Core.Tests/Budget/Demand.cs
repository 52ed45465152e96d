using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Budget;

/// <summary>Requests that want slots of one budget, in virtual time, and the slots they got.</summary>
internal sealed class Demand(BudgetLimits limits)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public BudgetState State { get; set; } = BudgetState.Unused;

    public List<BudgetSlot> Slots { get; } = [];

    public DateTimeOffset? Take(RequestLane lane = RequestLane.Live) => Take(lane, Now + BudgetLimits.Horizon);

    /// <summary>The slot, through the text that is stored; null where there is none in time.</summary>
    public DateTimeOffset? Take(RequestLane lane, DateTimeOffset latest)
    {
        var taken = BudgetPolicy.Take(State, limits, Now, lane, latest);
        Assert.Equal(taken.Slot is null, taken.NoneBefore > (lane == RequestLane.Bulk ? Now + TimeSpan.FromMilliseconds(1) : latest));
        State = BudgetText.Read(BudgetText.Write(taken.State))!;
        if (taken.Slot is { } slot)
        {
            Slots.Add(slot);
        }

        return taken.Slot?.At;
    }

    /// <summary>Takes all that can be had in these lanes for this long, as workers do who wait for one slot each.</summary>
    public void Saturate(TimeSpan time, int workers, params RequestLane[] lanes)
    {
        var end = Now + time;
        var free = new PriorityQueue<RequestLane, DateTimeOffset>(Enumerable.Range(0, workers).Select(worker => (lanes[worker % lanes.Length], Now)));
        while (free.TryDequeue(out var lane, out var at) && at < end)
        {
            Now = at > Now ? at : Now;
            var taken = BudgetPolicy.Take(State, limits, Now, lane, Now + BudgetLimits.Horizon);
            free.Enqueue(lane, taken.Slot is null && taken.NoneBefore <= Now ? Now + TimeSpan.FromMilliseconds(1) : taken.NoneBefore);
            State = taken.State;
            if (taken.Slot is { } slot)
            {
                Slots.Add(slot);
            }
        }

        Now = end;
    }

    public int Count(TimeSpan from, TimeSpan to, RequestLane? lane = null) =>
        Slots.Count(slot => slot.At >= Start + from && slot.At < Start + to && (lane is null || slot.Lane == lane));

    /// <summary>Fails where some stretch of this length holds more.</summary>
    public void AssertAtMost(int most, TimeSpan window, RequestLane? lane = null)
    {
        List<DateTimeOffset> slots = [.. Slots.Where(slot => lane is null || slot.Lane == lane).Select(slot => slot.At)];
        for (var first = 0; first + most < slots.Count; first++)
        {
            Assert.True(slots[first + most] - slots[first] >= window, $"more than {most} within {window} from {slots[first]:O}");
        }
    }
}
