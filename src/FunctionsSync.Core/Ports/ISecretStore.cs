namespace FunctionsSync.Core.Ports;

/// <summary>Tokens and keys, encrypted at rest. Names are those of <see cref="SecretNames"/>.</summary>
public interface ISecretStore
{
    /// <summary>Null when the secret was never set. Reads the store, not a cache: another instance may have rotated it.</summary>
    /// <exception cref="RemoteException">The store is out of reach for now: whatever needs the secret waits.</exception>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns when the value is safely stored.</summary>
    Task WriteAsync(string name, string value, CancellationToken cancellationToken);
}
