namespace FunctionsSync.Core.Ports;

/// <summary>The requests that failed, parked ones and notes alike.</summary>
public interface IFailedRequests
{
    /// <summary>Null when there is none; any text may be asked for.</summary>
    Task<FailedRequest?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All of them, the one that failed last first.</summary>
    Task<IReadOnlyList<FailedRequest>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores it over the version it was read as; false when somebody else was first, whose version then stands.</summary>
    Task<bool> TryWriteAsync(FailedRequest request, CancellationToken cancellationToken);

    /// <summary>Removes the version that was read; false when somebody has changed or removed it since.</summary>
    Task<bool> TryRemoveAsync(FailedRequest request, CancellationToken cancellationToken);
}
