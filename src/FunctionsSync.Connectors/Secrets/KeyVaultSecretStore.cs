using Azure;
using Azure.Identity;
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
        catch (Exception exception) when (exception is AuthenticationFailedException or RequestFailedException { Status: 0 or 408 or 429 or >= 500 })
        {
            throw new RemoteException(RemoteFailure.Unreachable, $"The secret {name} could not be read from Azure Key Vault: {exception.Message.Split('\n')[0].Trim()}", exception);
        }
    }

    public Task WriteAsync(string name, string value, CancellationToken cancellationToken) =>
        vault.SetSecretAsync(name, value, cancellationToken);
}
