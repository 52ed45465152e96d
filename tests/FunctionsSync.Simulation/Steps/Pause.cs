namespace FunctionsSync.Simulation.Steps;

/// <summary>How much time passes between two steps.</summary>
internal static class Pause
{
    public static TimeSpan Next(History history)
    {
        var luck = history.Luck;
        history.IsPolling = true;
        switch (luck.Share())
        {
            case < 0.35:
                return TimeSpan.FromSeconds(1.5 * luck.Share());
            case < 0.7:
                return TimeSpan.FromSeconds(1 + (14 * luck.Share()));
            case < 0.92:
                return TimeSpan.FromSeconds(15 + (45 * luck.Share()));
            case < 0.96:
                return TimeSpan.FromMinutes(1 + (3 * luck.Share()));
            default:
                // Nobody is there, and after a while the app is scaled to zero: its timers stand still until somebody comes.
                history.RunFor(TimeSpan.FromSeconds(40));
                history.IsPolling = false;
                return TimeSpan.FromMinutes(luck.Between(3, 200));
        }
    }
}
