using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Connectors.Http;

/// <summary>Tells, under a name that an alert waits for, that a system refuses our credentials and only an operator can help.</summary>
internal sealed partial class AuthorizationAlarm(ILogger<AuthorizationAlarm> logger)
{
    /// <summary>The failure itself, to be thrown.</summary>
    public RemoteException Raise(RemoteException failure)
    {
        if (failure.Failure == RemoteFailure.Unauthorized)
        {
            Log.AuthorizationLost(logger, failure.Message);
        }

        return failure;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The authorisation is lost: {Why}")]
        public static partial void AuthorizationLost(ILogger logger, string why);
    }
}
