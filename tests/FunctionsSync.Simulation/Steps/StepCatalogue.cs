namespace FunctionsSync.Simulation.Steps;

/// <summary>Everything that can happen in a history.</summary>
internal static class StepCatalogue
{
    private static readonly IReadOnlyList<(double Weight, Func<History, bool> Take)> All =
        [.. InBitrix24.Steps.Concat(InNotion.Steps).Concat(OnBothSides.Steps).Concat(Administrators.Steps).Concat(InSchemas.Steps).Concat(Operators.Steps).Select(step => (step.Weight, step.Take))];

    /// <summary>One that can happen now.</summary>
    public static void TakeOne(History history)
    {
        if (history.Luck.Chance(history.Plan.Deaths))
        {
            history.Fleet.Doom();
        }

        while (!history.Luck.Weighted(All)(history))
        {
            // Another one, then.
        }
    }
}
