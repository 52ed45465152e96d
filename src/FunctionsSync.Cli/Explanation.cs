using System.Net.Sockets;
using Azure;
using FunctionsSync.Core.Ports;
using Microsoft.AspNetCore.Connections;

namespace FunctionsSync.Cli;

/// <summary>What an operator can do about a failure, in a line for each cause. Anything else is a defect and keeps its stack trace.</summary>
internal static class Explanation
{
    private static readonly (string Message, ExitCode ExitCode) StorageOutOfReach =
        ("The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite.", ExitCode.Unreachable);

    /// <summary>Several failures are told together, unless one of them is a defect. None for a defect.</summary>
    public static IReadOnlyList<(string Message, ExitCode ExitCode)> Of(Exception exception) => exception switch
    {
        ConfigurationException configuration => [.. configuration.Errors.Select(error => (OneLine(error), ExitCode.BadConfiguration))],
        AggregateException several => OfAll([.. several.InnerExceptions.Select(OfAttempt)]),
        _ => Explain(exception) is { } failure ? [(OneLine(failure.Message), failure.ExitCode)] : [],
    };

    /// <summary>The same for a log: a line, and the exception only where it is a defect.</summary>
    public static (string Why, Exception? Defect) ForLog(Exception exception) =>
        Of(exception) is { Count: > 0 } causes ? (string.Join(' ', causes.Select(cause => cause.Message)), null) : (OneLine(exception.Message), exception);

    private static IReadOnlyList<(string Message, ExitCode ExitCode)> OfAll(IReadOnlyList<IReadOnlyList<(string Message, ExitCode ExitCode)>> each) =>
        each.All(causes => causes.Count > 0) ? [.. each.SelectMany(causes => causes).Distinct()] : [];

    /// <summary>The Azure clients put the failures of all their attempts together; one that nobody answered in time counts as cancelled.</summary>
    private static IReadOnlyList<(string Message, ExitCode ExitCode)> OfAttempt(Exception exception) =>
        exception is TaskCanceledException ? [StorageOutOfReach] : Of(exception);

    private static (string Message, ExitCode ExitCode)? Explain(Exception exception) => exception switch
    {
        SafetyStopException => (exception.Message, ExitCode.SafetyStop),
        RemoteException { Failure: RemoteFailure.Unreachable or RemoteFailure.Overloaded or RemoteFailure.OutcomeUnknown } => (exception.Message, ExitCode.Unreachable),
        RemoteException => (exception.Message, ExitCode.BadConfiguration),
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => StorageOutOfReach,
        RequestFailedException { Status: 401 or 403 } azure => ($"The storage account or Key Vault refused access ({CodeOf(azure)}): check AzureWebJobsStorage, KeyVault__Uri and the role assignments.", ExitCode.BadConfiguration),
        RequestFailedException azure => ($"The storage account or Key Vault refused a request ({CodeOf(azure)}): check AzureWebJobsStorage and KeyVault__Uri.", ExitCode.BadConfiguration),
        IOException { InnerException: SocketException or AddressInUseException } => (exception.Message, ExitCode.BadConfiguration),
        _ => null,
    };

    private static string CodeOf(RequestFailedException azure) => $"{azure.Status} {azure.ErrorCode}".TrimEnd();

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
