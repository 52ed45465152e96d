using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Ports;

/// <summary>Where every source of change leaves its sync requests: one queue for each lane, so that no live request waits behind bulk ones.</summary>
public interface ISyncRequestQueue
{
    /// <summary>Returns when the request is stored, in the queue of its lane.</summary>
    /// <param name="request">The record to look at.</param>
    /// <param name="delay">How long it stays invisible; zero for at once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task EnqueueAsync(SyncRequest request, TimeSpan delay, CancellationToken cancellationToken);
}
