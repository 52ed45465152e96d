using FunctionsSync.Simulation.Worlds;

namespace FunctionsSync.Simulation.Steps;

/// <summary>What happens to both sides at nearly the same time.</summary>
internal static class OnBothSides
{
    public static IReadOnlyList<Step> Steps { get; } = [new(6, SameField), new(6, SameRecord)];

    private static bool SameField(History history) => Edit(history, isSameField: true);

    private static bool SameRecord(History history) => Edit(history, isSameField: false);

    private static bool Edit(History history, bool isSameField)
    {
        if (InNotion.AnyPair(history) is not { } pair || history.World.Portal.State.Deals.Find(pair.Deal) is null)
        {
            return false;
        }

        var inNotion = InNotion.SomeFields(history, pair, 1);
        IReadOnlyList<MappedField> inBitrix24 = isSameField ? inNotion : InBitrix24.SomeFields(history, 1);
        var apart = TimeSpan.FromSeconds(history.Luck.Chance(0.5) ? history.Luck.Share() : 12 * history.Luck.Share());
        var (first, second) = history.Luck.Chance(0.5) ? (TimeSpan.Zero, apart) : (apart, TimeSpan.Zero);
        history.Scheduler.In(first, () => InBitrix24.Edit(history, pair.Deal, inBitrix24));
        history.Scheduler.In(second, () => InNotion.Edit(history, pair, [.. inNotion.Where(field => pair.Flow.PropertyIds[field] is not null)]));
        return true;
    }
}
