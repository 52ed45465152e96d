using System.Globalization;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Storage;

/// <summary>Leases within one process, for tests, the demo and whatever runs alone.</summary>
public sealed class InMemoryLeases(TimeProvider timeProvider) : ILeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _held = new(StringComparer.Ordinal);
    private long _version;

    public Task<Lease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = timeProvider.GetUtcNow();
        lock (_gate)
        {
            if (_held.TryGetValue(name, out var held) && held.ExpiresAt > now)
            {
                return Task.FromResult<Lease?>(null);
            }

            return Task.FromResult<Lease?>(_held[name] = new(name, now + duration, (++_version).ToString(CultureInfo.InvariantCulture)));
        }
    }

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_held.GetValueOrDefault(lease.Name) == lease)
            {
                _held.Remove(lease.Name);
            }
        }

        return Task.CompletedTask;
    }
}
