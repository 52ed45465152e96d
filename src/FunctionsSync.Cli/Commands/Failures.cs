using System.Net.Sockets;
using Azure;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli.Commands;

/// <summary>Turns a failure an operator can mend into clear lines and an exit code. Anything else is a defect and keeps its stack trace.</summary>
internal static class Failures
{
    public static Task<int> ReportAsync(TextWriter errors, Func<Task> work) => ReportAsync(errors, async () =>
    {
        await work();
        return ExitCode.Done;
    });

    public static async Task<int> ReportAsync(TextWriter errors, Func<Task<ExitCode>> work)
    {
        try
        {
            return (int)await work();
        }
        catch (Exception exception) when (ExplainAll(exception) is { Count: > 0 } failures)
        {
            foreach (var message in failures.Select(failure => failure.Message).Distinct())
            {
                await errors.WriteLineAsync($"functionssync: {message.ReplaceLineEndings(" ")}");
            }

            return (int)failures[0].ExitCode;
        }
    }

    /// <summary>Several failures are told together, unless one of them is a defect. The first one decides the exit code.</summary>
    private static IReadOnlyList<(string Message, ExitCode ExitCode)> ExplainAll(Exception exception) => exception switch
    {
        ConfigurationException configuration => [.. configuration.Errors.Select(error => (error, ExitCode.BadConfiguration))],
        AggregateException several when several.InnerExceptions.All(inner => ExplainAll(inner).Count > 0) => [.. several.InnerExceptions.SelectMany(ExplainAll)],
        _ => Explain(exception) is { } failure ? [failure] : [],
    };

    private static (string Message, ExitCode ExitCode)? Explain(Exception exception) => exception switch
    {
        SafetyStopException => (exception.Message, ExitCode.SafetyStop),
        RemoteException { Failure: RemoteFailure.Unreachable or RemoteFailure.Overloaded or RemoteFailure.OutcomeUnknown } => (exception.Message, ExitCode.Unreachable),
        RemoteException => (exception.Message, ExitCode.BadConfiguration),
        RequestFailedException { Status: 401 or 403 } azure => ($"The storage account or Key Vault refused access ({azure.ErrorCode}): check AzureWebJobsStorage, KeyVault__Uri and the role assignments.", ExitCode.BadConfiguration),
        RequestFailedException or AggregateException { InnerException: RequestFailedException } =>
            ("The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite.", ExitCode.Unreachable),
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => (exception.Message, ExitCode.BadConfiguration),
        _ => null,
    };
}
