namespace FunctionsSync.Cli.Commands;

/// <summary>Turns a failure an operator can mend into clear lines and an exit code.</summary>
internal static class Failures
{
    public static Task<int> ReportAsync(TextWriter errors, Func<Task> work) => ReportAsync(errors, async () =>
    {
        await work();
        return ExitCode.Done;
    });

    /// <summary>The first of several causes decides the exit code.</summary>
    public static async Task<int> ReportAsync(TextWriter errors, Func<Task<ExitCode>> work)
    {
        try
        {
            return (int)await work();
        }
        catch (Exception exception) when (Explanation.Of(exception) is { Count: > 0 } causes)
        {
            foreach (var message in causes.Select(cause => cause.Message).Distinct())
            {
                await errors.WriteLineAsync($"functionssync: {message}");
            }

            return (int)causes[0].ExitCode;
        }
    }
}
