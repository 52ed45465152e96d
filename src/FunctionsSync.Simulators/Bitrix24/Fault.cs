namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>What goes wrong with one coming request.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>503 <c>QUERY_LIMIT_EXCEEDED</c>; nothing is done.</summary>
    public sealed record QueryLimitExceeded : Fault;

    /// <summary>429 <c>OPERATION_TIME_LIMIT</c>; nothing is done. Inside a batch it fails that command only.</summary>
    public sealed record OperationTimeLimit : Fault;

    /// <summary>500 <c>INTERNAL_SERVER_ERROR</c>; nothing is done. Inside a batch it fails that command only.</summary>
    public sealed record InternalServerError : Fault;

    /// <summary>502 with an HTML page; nothing is done.</summary>
    public sealed record BadGateway : Fault;

    /// <summary>The request takes effect, then the connection is cut without an answer.</summary>
    public sealed record SavedThenAborted : Fault;

    /// <summary>The request takes effect at once and is answered only after this time.</summary>
    public sealed record Delayed(TimeSpan By) : Fault;

    /// <summary>302 to the same path at another address; nothing is done.</summary>
    public sealed record Renamed(Uri NewAddress) : Fault;
}
