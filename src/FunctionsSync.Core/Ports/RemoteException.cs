namespace FunctionsSync.Core.Ports;

/// <summary>A remote system refused, failed or could not be reached.</summary>
/// <param name="failure">What kind of failure it is: decides what happens next.</param>
/// <param name="message">What was expected, what came, and what to do. Holds no token and no customer value.</param>
/// <param name="innerException">What it was made from, if anything.</param>
public sealed class RemoteException(RemoteFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public RemoteFailure Failure { get; } = failure;

    /// <summary>How long the system asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When a write whose outcome is unknown was sent; null where nobody noted it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The id of what was created although the answer is a failure; null when the system did not say so.</summary>
    public string? CommittedId { get; init; }

    /// <summary>How many blocks were written although the answer is a failure; null when the system did not say so.</summary>
    public int? CommittedBlocks { get; init; }

    /// <summary>Whether the system refuses whatever this connection asks, not this record: a missing scope or capability, an ended subscription.</summary>
    public bool ConcernsConnection { get => field || Failure == RemoteFailure.Unauthorized; init; }

    /// <summary>Whether trying again later can help.</summary>
    public bool IsRetriable => Failure is RemoteFailure.Unreachable or RemoteFailure.Overloaded or RemoteFailure.OutcomeUnknown;
}
