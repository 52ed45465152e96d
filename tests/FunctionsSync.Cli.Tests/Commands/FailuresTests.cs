using FunctionsSync.Cli.Commands;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests.Commands;

public sealed class FailuresTests
{
    private static readonly RemoteException Silent = new(RemoteFailure.Unreachable, "Notion does not answer.");
    private static readonly SafetyStopException Stop = new("Projects is stopped.");

    [Fact]
    public async Task ReportAsync_SeveralFailures_TellsAllAndTheFirstDecides()
    {
        var configuration = new ConfigurationException(["One is missing.", "Two is wrong."]);

        var (exitCode, told) = await ReportAsync(new AggregateException(Stop, Silent, configuration, Silent));

        Assert.Equal(3, exitCode);
        Assert.Equal(
            ["functionssync: Projects is stopped.", "functionssync: Notion does not answer.", "functionssync: One is missing.", "functionssync: Two is wrong."], told);
    }

    [Fact]
    public async Task ReportAsync_OneOfSeveralIsADefect_KeepsItsStackTrace()
    {
        var failure = new AggregateException(Silent, new InvalidOperationException());

        Assert.Same(failure, await Assert.ThrowsAsync<AggregateException>(() => ReportAsync(failure)));
    }

    private static async Task<(int ExitCode, string[] Told)> ReportAsync(Exception failure)
    {
        await using var errors = new StringWriter();
        var exitCode = await Failures.ReportAsync(errors, () => Task.FromException(failure));
        return (exitCode, errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
