using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Tests.Fakes;

/// <summary>A store that can be out of reach.</summary>
internal sealed class BreakableFailedRequests : IFailedRequests
{
    private readonly InMemoryFailedRequests _inner = new();

    public Exception? Outage { get; set; }

    public Task<FailedRequest?> FindAsync(string id, CancellationToken cancellationToken) => Through(_inner.FindAsync(id, cancellationToken));

    public Task<IReadOnlyList<FailedRequest>> ListAsync(CancellationToken cancellationToken) => Through(_inner.ListAsync(cancellationToken));

    public Task<bool> TryWriteAsync(FailedRequest request, CancellationToken cancellationToken) =>
        Outage is { } outage ? Task.FromException<bool>(outage) : _inner.TryWriteAsync(request, cancellationToken);

    public Task<bool> TryRemoveAsync(FailedRequest request, CancellationToken cancellationToken) =>
        Outage is { } outage ? Task.FromException<bool>(outage) : _inner.TryRemoveAsync(request, cancellationToken);

    private Task<T> Through<T>(Task<T> answer) => Outage is { } outage ? Task.FromException<T>(outage) : answer;
}
