namespace FunctionsSync.Load;

/// <summary>
/// How much the load tests do: enough for every test run, or, with the environment variable <c>FUNCTIONSSYNC_LOAD=full</c>, as much as the promises
/// are measured by.
/// </summary>
internal static class LoadSize
{
    public static bool IsFull { get; } = string.Equals(Environment.GetEnvironmentVariable("FUNCTIONSSYNC_LOAD"), "full", StringComparison.OrdinalIgnoreCase);

    public static int Of(int everyRun, int full) => IsFull ? full : everyRun;
}
