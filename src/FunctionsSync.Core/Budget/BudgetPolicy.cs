using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Budget;

/// <summary>
/// Who may send when. A request costs one credit; credit grows at a steady pace up to the burst, and no window holds more slots than it may.
/// Live requests may take a slot ahead of now. Bulk requests take only what is free now, at most four fifths of the rate, and while a fifth of the
/// burst stays in hand: so live requests hardly ever wait behind them.
/// </summary>
public static class BudgetPolicy
{
    /// <summary>The pause where the system does not say how long, doubled each time it says so again.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>Takes the next free slot.</summary>
    /// <param name="state">What is used so far.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="now">The time.</param>
    /// <param name="lane">Whom the slot is for.</param>
    /// <param name="latest">A later slot is not taken.</param>
    public static BudgetTaken Take(BudgetState state, BudgetLimits limits, DateTimeOffset now, RequestLane lane, DateTimeOffset latest)
    {
        now = WholeMilliseconds(now);
        var pace = Pace(state, limits);
        var needed = lane == RequestLane.Bulk ? 1 + limits.LeftToLive : 1;
        var at = Latest(now, state.CreditAt, state.PausedUntil, After(state.CreditAt, (needed - state.Credit) / pace), Freed(state.Slots, limits.PerWindow));
        if (lane == RequestLane.Bulk)
        {
            at = Latest(at, BulkSlot(state, limits));
            latest = now;
        }

        at = WholeMilliseconds(at);
        if (at > latest)
        {
            return new(null, at, state);
        }

        var slot = new BudgetSlot(at, lane);
        return new(slot, at, state with
        {
            Slots = [.. state.Slots.Where(other => other.At + BudgetLimits.Window > at), slot],
            Credit = Math.Min(limits.Capacity, state.Credit + (pace * (at - state.CreditAt).TotalSeconds)) - 1,
            CreditAt = at,
        });
    }

    /// <summary>The system has had enough: a pause for everybody, after which requests begin again one by one.</summary>
    /// <param name="state">What is used so far.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="sentAt">When the refused request was sent.</param>
    /// <param name="now">The time.</param>
    /// <param name="retryAfter">How long the system asked to be left alone; null when it did not say.</param>
    public static BudgetState Refuse(BudgetState state, BudgetLimits limits, DateTimeOffset sentAt, DateTimeOffset now, TimeSpan? retryAfter)
    {
        // What was on its way when the pause began is refused for the same reason.
        var isNew = sentAt > state.RefusedAt;
        var refusals = Math.Max(1, isNew ? state.Refusals + 1 : state.Refusals);
        var asked = retryAfter ?? TimeSpan.Zero;
        var backoff = refusals > 1 || retryAfter is null ? Backoff(refusals, now) : TimeSpan.Zero;
        var until = Latest(state.PausedUntil, WholeMilliseconds(now + (asked > backoff ? asked : backoff)));
        var credit = state.Credit + (Pace(state, limits) * (until - state.CreditAt).TotalSeconds);
        return state with
        {
            PausedUntil = until,
            Refusals = refusals,
            RefusedAt = isNew ? now : state.RefusedAt,
            Credit = state.CreditAt > until ? state.Credit : Math.Min(1, credit),
            CreditAt = Latest(state.CreditAt, until),
        };
    }

    /// <summary>The system answered a request that was sent after the last pause.</summary>
    public static BudgetState Recover(BudgetState state) => state with { Refusals = 0 };

    private static double Pace(BudgetState state, BudgetLimits limits) =>
        BudgetPace.Of(limits, [.. state.Slots.Select(slot => slot.At)], state.Credit, state.CreditAt);

    /// <summary>When bulk work alone may have its next slot.</summary>
    private static DateTimeOffset BulkSlot(BudgetState state, BudgetLimits limits)
    {
        List<BudgetSlot> bulk = [.. state.Slots.Where(slot => slot.Lane == RequestLane.Bulk)];
        if (bulk.Count == 0)
        {
            return DateTimeOffset.UnixEpoch;
        }

        var last = bulk[^1].At;
        var pace = BudgetPace.Of(limits.ForBulk, [.. bulk.Select(slot => slot.At)], credit: 0, last);
        return Latest(After(last, 1 / pace), Freed(bulk, limits.ForBulk.PerWindow));
    }

    /// <summary>When a window has room for one more than <paramref name="slots"/>.</summary>
    private static DateTimeOffset Freed(IReadOnlyList<BudgetSlot> slots, int? most) =>
        most is { } limit && slots.Count >= limit ? slots[slots.Count - limit].At + BudgetLimits.Window : DateTimeOffset.UnixEpoch;

    /// <summary>A quarter of it is spread, so that clients that were refused together do not come back together.</summary>
    private static TimeSpan Backoff(int refusals, DateTimeOffset now)
    {
        var whole = FirstPause * Math.Pow(2, Math.Min(refusals - 1, 20));
        return (whole < LongestBackoff ? whole : LongestBackoff) * (1 + (now.UtcTicks % 1009 / 4036d));
    }

    private static DateTimeOffset After(DateTimeOffset moment, double seconds) => seconds > 0 ? moment + TimeSpan.FromSeconds(seconds) : moment;

    /// <summary>Slots are stored in milliseconds; rounded up, none comes too early.</summary>
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset moment) =>
        moment.UtcTicks % TimeSpan.TicksPerMillisecond is var more and > 0 ? moment.AddTicks(TimeSpan.TicksPerMillisecond - more) : moment;

    private static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> moments)
    {
        var latest = moments[0];
        foreach (var moment in moments[1..])
        {
            latest = moment > latest ? moment : latest;
        }

        return latest;
    }
}
