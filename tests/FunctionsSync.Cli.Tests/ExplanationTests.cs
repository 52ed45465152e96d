using Azure;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests;

public sealed class ExplanationTests
{
    private const string NoStorage = "The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite.";

    private static readonly RequestFailedException Refused = new("Connection refused");

    /// <summary>The Azure clients put the failures of all their attempts together.</summary>
    public static TheoryData<Exception> StorageFailures =>
    [
        Refused,
        new RequestFailedException(503, "Server busy"),
        new AggregateException(Refused, Refused),
        new AggregateException(new TaskCanceledException(), new TaskCanceledException()),
        new AggregateException(new TaskCanceledException(), Refused),
    ];

    /// <summary>A defect beside an outage is still one.</summary>
    public static TheoryData<Exception> Defects =>
    [
        new InvalidOperationException("Never."),
        new AggregateException(Refused, new InvalidOperationException("Never.")),
        new TaskCanceledException(),
    ];

    [Theory]
    [MemberData(nameof(StorageFailures))]
    public void ForLog_StorageIsOutOfReach_SaysSoOnce(Exception failure) => Assert.Equal((NoStorage, null), Explanation.ForLog(failure));

    [Theory]
    [InlineData(403, "AuthorizationFailure", "refused access (403 AuthorizationFailure)", 2)]
    [InlineData(403, null, "refused access (403)", 2)]
    [InlineData(404, "ResourceNotFound", "refused a request (404 ResourceNotFound)", 2)]
    public void Of_StorageAnswersNo_SaysWhat(int status, string? code, string expected, int exitCode)
    {
        var cause = Assert.Single(Explanation.Of(new RequestFailedException(status, "No.", code, innerException: null)));

        Assert.Contains(expected, cause.Message, StringComparison.Ordinal);
        Assert.Equal(exitCode, (int)cause.ExitCode);
    }

    [Fact]
    public void ForLog_SeveralCauses_TellsThemAll() => Assert.Equal(
        ($"Notion says: no. {NoStorage}", null),
        Explanation.ForLog(new AggregateException(new RemoteException(RemoteFailure.Forbidden, "Notion says:\nno."), Refused)));

    [Theory]
    [MemberData(nameof(Defects))]
    public void ForLog_Defect_KeepsTheException(Exception failure) => Assert.Equal((failure.Message, failure), Explanation.ForLog(failure));
}
