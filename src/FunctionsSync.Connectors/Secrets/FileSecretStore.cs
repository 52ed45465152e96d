using System.Security.Cryptography;
using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>
/// Secrets in one encrypted file, for a machine without a Key Vault: <c>secrets.enc</c>, its keys in <c>keys</c> beside it. The keys are
/// as readable as the file, so what protects both is that only their owner may read them; the encryption keeps secrets out of a
/// backup or a copy of the file alone.
/// </summary>
/// <param name="folder">Where the file and its keys are, or will be.</param>
public sealed class FileSecretStore(string folder) : ISecretStore
{
    private readonly string _file = Path.Combine(folder, "secrets.enc");
    private readonly KeyRing _keys = new(Path.Combine(folder, "keys"));

    /// <exception cref="ConfigurationException">The file cannot be decrypted.</exception>
    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var secrets = await ReadAllAsync(cancellationToken);
        return secrets.GetValueOrDefault(name);
    }

    /// <exception cref="ConfigurationException">The file that is there cannot be decrypted; it is left as it is.</exception>
    public async Task WriteAsync(string name, string value, CancellationToken cancellationToken)
    {
        OwnerOnlyFile.CreateFolder(folder);
        await using (await FolderLock.TakeAsync(folder, cancellationToken))
        {
            var secrets = await ReadAllAsync(cancellationToken);
            secrets[name] = value;
            var encrypted = _keys.Protect(JsonSerializer.Serialize(secrets, SecretsJson.Default.DictionaryStringString));
            await OwnerOnlyFile.ReplaceAsync(_file, encrypted, cancellationToken);
        }
    }

    private async Task<Dictionary<string, string>> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (await OwnerOnlyFile.ReadAsync(_file, cancellationToken) is not { } encrypted)
        {
            return [];
        }

        if (_keys.IsEmpty)
        {
            throw Unreadable($"its keys in {_keys.Folder} are gone", null);
        }

        try
        {
            return JsonSerializer.Deserialize(_keys.Unprotect(encrypted), SecretsJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            throw Unreadable($"it is damaged, or the keys in {_keys.Folder} are not its own", exception);
        }
    }

    private ConfigurationException Unreadable(string because, Exception? inner) =>
        new(
            $"The secrets file {_file} cannot be decrypted: {because}. Restore the whole folder from a backup, "
            + "or move it away and set the secrets again.",
            inner);
}
