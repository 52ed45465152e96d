using System.Collections.Concurrent;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>Secrets for tests and the demo, gone with the process.</summary>
public sealed class InMemorySecretStore(IEnumerable<KeyValuePair<string, string>> secrets) : ISecretStore
{
    private readonly ConcurrentDictionary<string, string> _secrets = new(secrets, StringComparer.Ordinal);

    public InMemorySecretStore()
        : this([])
    {
    }

    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_secrets.GetValueOrDefault(name));
    }

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _secrets[name] = value;
        return Task.CompletedTask;
    }
}
