namespace FunctionsSync.Load;

/// <summary>
/// The load tests measure rates and delays in real time, for many minutes and on a machine that does nothing else: they run only when they are asked
/// for, with the environment variable <c>FUNCTIONSSYNC_LOAD=full</c>.
/// </summary>
internal static class LoadSize
{
    private static readonly bool IsFull = string.Equals(Environment.GetEnvironmentVariable("FUNCTIONSSYNC_LOAD"), "full", StringComparison.OrdinalIgnoreCase);

    public static void Require() => Assert.SkipUnless(IsFull, "Takes many minutes: set FUNCTIONSSYNC_LOAD=full to run it.");
}
