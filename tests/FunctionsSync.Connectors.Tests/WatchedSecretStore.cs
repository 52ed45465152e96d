using FunctionsSync.Connectors.Secrets;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests;

/// <summary>Secrets in memory, and a test's hand in between.</summary>
internal sealed class WatchedSecretStore : ISecretStore
{
    private readonly InMemorySecretStore _secrets = new();

    /// <summary>Called before a secret is read, with its name.</summary>
    public Func<string, Task> Reading { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before a secret is written, with its name.</summary>
    public Action<string> Writing { get; set; } = _ => { };

    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await Reading(name);
        return await _secrets.ReadAsync(name, cancellationToken);
    }

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        Writing(name);
        return _secrets.WriteAsync(name, value, cancellationToken);
    }
}
