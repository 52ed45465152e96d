using System.Net.Sockets;
using Azure;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Cli;

/// <summary>What an operator can do about a failure, in a line for each cause. Anything else is a defect and keeps its stack trace.</summary>
internal static class Explanation
{
    /// <summary>Several failures are told together, unless one of them is a defect. None for a defect.</summary>
    public static IReadOnlyList<(string Message, ExitCode ExitCode)> Of(Exception exception) => exception switch
    {
        ConfigurationException configuration => [.. configuration.Errors.Select(error => (OneLine(error), ExitCode.BadConfiguration))],
        AggregateException several when several.InnerExceptions.All(inner => Of(inner).Count > 0) => [.. several.InnerExceptions.SelectMany(Of).Distinct()],
        _ => Explain(exception) is { } failure ? [(OneLine(failure.Message), failure.ExitCode)] : [],
    };

    /// <summary>The same for a log; null for a defect.</summary>
    public static string? InALine(Exception exception) => Of(exception) is { Count: > 0 } causes ? string.Join(' ', causes.Select(cause => cause.Message)) : null;

    private static (string Message, ExitCode ExitCode)? Explain(Exception exception) => exception switch
    {
        SafetyStopException => (exception.Message, ExitCode.SafetyStop),
        RemoteException { Failure: RemoteFailure.Unreachable or RemoteFailure.Overloaded or RemoteFailure.OutcomeUnknown } => (exception.Message, ExitCode.Unreachable),
        RemoteException => (exception.Message, ExitCode.BadConfiguration),
        RequestFailedException { Status: 401 or 403 } azure => ($"The storage account or Key Vault refused access ({azure.ErrorCode}): check AzureWebJobsStorage, KeyVault__Uri and the role assignments.", ExitCode.BadConfiguration),
        RequestFailedException or AggregateException { InnerException: RequestFailedException or TaskCanceledException } =>
            ("The storage account or Key Vault could not be reached: check AzureWebJobsStorage and KeyVault__Uri; on one machine, start Azurite.", ExitCode.Unreachable),
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => (exception.Message, ExitCode.BadConfiguration),
        _ => null,
    };

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
