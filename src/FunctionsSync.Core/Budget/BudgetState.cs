using System.Text.Json;

namespace FunctionsSync.Core.Budget;

/// <summary>How much of a budget is used. All instances share one, see <see cref="Ports.IBudgetStore"/>.</summary>
public sealed record BudgetState
{
    /// <summary>The budget of a system that was not asked for a long time.</summary>
    public static readonly BudgetState Unused = new();

    /// <summary>The slots given in the last window, in order; some may lie ahead.</summary>
    public IReadOnlyList<BudgetSlot> Slots { get; init; } = [];

    /// <summary>How many requests may go out at once at <see cref="CreditAt"/>.</summary>
    public double Credit { get; init; }

    /// <summary>No slot is given before: the last slot, or the end of a pause.</summary>
    public DateTimeOffset CreditAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Nobody sends before: the system said that it has had enough.</summary>
    public DateTimeOffset PausedUntil { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>How often in a row the system said so.</summary>
    public int Refusals { get; init; }

    /// <summary>When it said so last. Requests that were on their way by then say nothing new.</summary>
    public DateTimeOffset RefusedAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>What a newer version stored besides, carried along.</summary>
    public IReadOnlyDictionary<string, JsonElement> Unknown { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The state to go on from when nobody knows what was used: as if all of it had just been.</summary>
    public static BudgetState Spent(BudgetLimits limits, DateTimeOffset now) => new()
    {
        Slots = [.. Enumerable.Repeat(new BudgetSlot(now, default), limits.PerWindow ?? 0)],
        CreditAt = now,
    };
}
