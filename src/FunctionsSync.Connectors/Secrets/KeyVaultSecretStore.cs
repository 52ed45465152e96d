using Azure;
using Azure.Security.KeyVault.Secrets;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>Secrets in Azure Key Vault. Every read asks the vault: another instance may have rotated the secret.</summary>
public sealed class KeyVaultSecretStore(SecretClient vault) : ISecretStore
{
    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await vault.GetSecretAsync(name, cancellationToken: cancellationToken);
            return secret.Value.Value;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "SecretNotFound")
        {
            return null;
        }
    }

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken) =>
        vault.SetSecretAsync(name, value, cancellationToken);
}
