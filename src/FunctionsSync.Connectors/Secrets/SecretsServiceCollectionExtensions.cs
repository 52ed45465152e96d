using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsSync.Connectors.Secrets;

/// <summary>Registers the secret store.</summary>
public static class SecretsServiceCollectionExtensions
{
    /// <summary>
    /// Azure Key Vault where <c>KeyVault__Uri</c> is set, with the app's identity (<c>AZURE_CLIENT_ID</c> names a user-assigned one);
    /// otherwise the encrypted file in the folder <c>SecretsPath</c>, by default <c>.secrets</c> below the current directory.
    /// </summary>
    /// <exception cref="ConfigurationException">The vault's address is not an https one.</exception>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration["KeyVault:Uri"] is { Length: > 0 } address)
        {
            var vault = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? uri
                : throw new ConfigurationException(
                    "The setting KeyVault__Uri must be the https address of a Key Vault, such as https://name.vault.azure.net.");
            return services.AddSingleton<ISecretStore>(new KeyVaultSecretStore(new SecretClient(vault, new DefaultAzureCredential())));
        }

        var folder = configuration["SecretsPath"] is { Length: > 0 } path ? path : ".secrets";
        return services.AddSingleton<ISecretStore>(new FileSecretStore(Path.GetFullPath(folder)));
    }
}
