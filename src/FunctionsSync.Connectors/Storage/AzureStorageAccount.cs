using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Configuration;

namespace FunctionsSync.Connectors.Storage;

/// <summary>
/// The storage account of the setting <c>AzureWebJobsStorage</c>, read as the Functions host reads it: a connection string, or the
/// identity-based form; see https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity.
/// </summary>
internal sealed record AzureStorageAccount(TableServiceClient Tables, QueueServiceClient Queues)
{
    public const string Setting = "AzureWebJobsStorage";

    private const string TableUri = "tableServiceUri";
    private const string QueueUri = "queueServiceUri";
    private const string AccountName = "accountName";

    /// <exception cref="ConfigurationException">A setting is missing or wrong.</exception>
    public static AzureStorageAccount Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Setting);
        return string.IsNullOrWhiteSpace(section.Value) ? FromIdentity(section) : FromConnectionString(section.Value);
    }

    private static AzureStorageAccount FromConnectionString(string connectionString)
    {
        try
        {
            return new(new(connectionString), new(connectionString));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            // Without the exception: what it quotes may be the account key.
            throw new ConfigurationException(
                $"The setting {Setting} is no storage connection string. Copy it from the storage account, under 'Access keys', "
                + $"or remove it and set {Name(AccountName)} to use an identity.");
        }
    }

    private static AzureStorageAccount FromIdentity(IConfigurationSection section)
    {
        var tables = ReadUri(section, TableUri, "table");
        var queues = ReadUri(section, QueueUri, "queue");
        if (tables is null && queues is null)
        {
            throw new ConfigurationException(
                $"The setting {Setting} is missing. Set it to the connection string of a storage account, "
                + $"or set {Name(AccountName)} (or {Name(QueueUri)} and {Name(TableUri)}) to use an identity.");
        }

        var credential = ReadCredential(section);
        return new(
            new(tables ?? throw Half(QueueUri, TableUri), credential),
            new(queues ?? throw Half(TableUri, QueueUri), credential));
    }

    private static Uri? ReadUri(IConfigurationSection section, string key, string service)
    {
        if (section[key] is { Length: > 0 } address)
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? uri
                : throw new ConfigurationException(
                    $"The setting {Name(key)} must be the https address of the {service} service, "
                    + $"such as https://account.{service}.core.windows.net.");
        }

        if (section[AccountName] is not { Length: > 0 } account)
        {
            return null;
        }

        return account.All(char.IsAsciiLetterOrDigit)
            ? new Uri($"https://{account}.{service}.core.windows.net")
            : throw new ConfigurationException(
                $"The setting {Name(AccountName)} must be the name of a storage account: small letters and digits.");
    }

    private static TokenCredential ReadCredential(IConfigurationSection section)
    {
        var clientId = section["clientId"] is { Length: > 0 } given ? given : null;
        return section["credential"]?.ToUpperInvariant() switch
        {
            null or "" when clientId is null => new DefaultAzureCredential(),
            null or "" => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId }),
            "MANAGEDIDENTITY" => new ManagedIdentityCredential(
                clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId)),
            _ => throw new ConfigurationException(
                $"The setting {Name("credential")} must be 'managedidentity', with {Name("clientId")} for a user-assigned one, or not be set."),
        };
    }

    private static ConfigurationException Half(string present, string missing) =>
        new($"The setting {Name(missing)} is missing while {Name(present)} is set. Set both, or only {Name(AccountName)}.");

    /// <summary>The form of the environment and of <c>local.settings.json</c>.</summary>
    private static string Name(string key) => $"{Setting}__{key}";
}
