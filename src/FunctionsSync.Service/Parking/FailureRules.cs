using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Parking;

/// <summary>What kind of failure it is, how long a request waits before it is tried again, and when that has gone on long enough.</summary>
internal static class FailureRules
{
    /// <summary>From this attempt on operators see the request among those that are still being tried: after some five minutes.</summary>
    public const int AttemptsBeforeNote = 6;

    /// <summary>What keeps failing for so long is parked: an outage of hours passes without anybody's help.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);

    public static FailureKind KindOf(Exception failure) => failure switch
    {
        ConfigurationException or RemoteException { ConcernsConnection: true } => FailureKind.ConnectionRefused,
        RemoteException remote => remote.Failure switch
        {
            RemoteFailure.Unreachable => FailureKind.Unreachable,
            RemoteFailure.OutcomeUnknown => FailureKind.OutcomeUnknown,
            RemoteFailure.Forbidden => FailureKind.Forbidden,
            RemoteFailure.NotFound => FailureKind.NotFound,
            RemoteFailure.Rejected => FailureKind.Rejected,
            _ => FailureKind.Unexpected,
        },
        FormatException => FailureKind.Malformed,
        _ => FailureKind.Unexpected,
    };

    /// <summary>Whether trying this request again cannot help, now or any more.</summary>
    public static bool IsOver(FailureKind kind, SyncRequest failed, DateTimeOffset now) =>
        kind is FailureKind.Rejected or FailureKind.Forbidden || now - failed.FirstFailedAt >= Patience;

    /// <summary>5 s after the first failure, twice as long after each further one, at most <see cref="LongestDelay"/>; longer only where the system asks for it.</summary>
    public static TimeSpan DelayAfter(int failedAttempts, TimeSpan? asked)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(failedAttempts - 1, 10));
        var ours = delay < LongestDelay ? delay : LongestDelay;
        return asked > ours ? asked.Value : ours;
    }
}
