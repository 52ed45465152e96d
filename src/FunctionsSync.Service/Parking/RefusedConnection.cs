using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FunctionsSync.Service.Parking;

/// <summary>
/// Tells once, not for each record, that a system refuses the whole connection. Where the credentials or the configuration are at fault no record
/// can be handled: for a minute nobody asks again, whatever is in the queue.
/// </summary>
public sealed partial class RefusedConnection(TimeProvider timeProvider, ILogger<RefusedConnection> logger)
{
    /// <summary>The name of the event that alerts watch.</summary>
    public const string RefusedEvent = "ConnectionRefused";

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;
    private string? _told;

    public bool IsQuiet
    {
        get
        {
            lock (_lock)
            {
                return timeProvider.GetUtcNow() < _quietUntil;
            }
        }
    }

    public void Report(Exception refusal)
    {
        var reason = FailureReason.Of(refusal);
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (refusal is ConfigurationException or RemoteException { Failure: RemoteFailure.Unauthorized })
            {
                _quietUntil = now + Quiet;
            }

            if (reason == _told && now - _toldAt < Reminder)
            {
                return;
            }

            (_told, _toldAt) = (reason, now);
        }

        Log.Refused(logger, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Connection refused: every request waits until this is put right. {Reason}", EventName = RefusedEvent)]
        public static partial void Refused(ILogger logger, string reason);
    }
}
