using Azure;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Tests;

public sealed class ExplanationTests
{
    private const string NoStorage = "The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite.";

    /// <summary>The Azure clients put the failures of all their attempts together.</summary>
    public static TheoryData<Exception> StorageFailures =>
    [
        new RequestFailedException("Connection refused"),
        new AggregateException(new RequestFailedException("Connection refused"), new RequestFailedException("Connection refused")),
        new AggregateException(new TaskCanceledException(), new TaskCanceledException()),
        new AggregateException(new RequestFailedException("Connection refused"), new TaskCanceledException()),
    ];

    [Theory]
    [MemberData(nameof(StorageFailures))]
    public void InALine_StorageIsOutOfReach_SaysSoOnce(Exception failure) => Assert.Equal(NoStorage, Explanation.InALine(failure));

    [Fact]
    public void InALine_SeveralCauses_TellsThemAll() => Assert.Equal(
        $"Notion says: no. {NoStorage}",
        Explanation.InALine(new AggregateException(new RemoteException(RemoteFailure.Forbidden, "Notion says:\nno."), new RequestFailedException("Connection refused"))));

    [Fact]
    public void InALine_Defect_IsNull() => Assert.Null(Explanation.InALine(new AggregateException(new InvalidOperationException())));
}
