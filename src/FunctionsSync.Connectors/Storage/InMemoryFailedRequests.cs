using System.Globalization;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Failed requests for tests and the demo, gone with the process.</summary>
public sealed class InMemoryFailedRequests : IFailedRequests
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FailedRequest> _requests = new(StringComparer.Ordinal);
    private long _version;

    public Task<FailedRequest?> FindAsync(string id, CancellationToken cancellationToken) =>
        Locked(() => _requests.GetValueOrDefault(id), cancellationToken);

    public Task<IReadOnlyList<FailedRequest>> ListAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<FailedRequest>>(
        () => [.. _requests.Values.OrderByDescending(request => request.LastFailedAt).ThenBy(request => request.Id, StringComparer.Ordinal)],
        cancellationToken);

    public Task<bool> TryWriteAsync(FailedRequest request, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (_requests.GetValueOrDefault(request.Id)?.ETag != request.ETag)
            {
                return false;
            }

            _requests[request.Id] = request with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };
            return true;
        },
        cancellationToken);

    public Task<bool> TryRemoveAsync(FailedRequest request, CancellationToken cancellationToken) => Locked(
        () => _requests.GetValueOrDefault(request.Id) is { } stored && stored.ETag == request.ETag && _requests.Remove(request.Id), cancellationToken);

    private Task<T> Locked<T>(Func<T> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(act());
        }
    }
}
