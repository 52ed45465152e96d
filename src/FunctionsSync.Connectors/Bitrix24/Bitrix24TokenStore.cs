using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>The OAuth pair in the secret store.</summary>
public sealed class Bitrix24TokenStore(ISecretStore secrets)
{
    /// <summary>Null when the application was never installed.</summary>
    /// <exception cref="ConfigurationException">The secret is there and is no pair of tokens.</exception>
    public async Task<Bitrix24Tokens?> ReadAsync(CancellationToken cancellationToken)
    {
        var json = await secrets.ReadAsync(SecretNames.Bitrix24Tokens, cancellationToken);
        if (json is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, Bitrix24Json.Default.Bitrix24Tokens);
        }
        catch (JsonException)
        {
            // The parser's message may quote the secret.
            throw new ConfigurationException(
                $"The secret {SecretNames.Bitrix24Tokens} must be a JSON object with access_token, refresh_token and member_id. Set it with 'functionssync secrets set {SecretNames.Bitrix24Tokens}'.");
        }
    }

    public Task WriteAsync(Bitrix24Tokens tokens, CancellationToken cancellationToken) =>
        secrets.WriteAsync(SecretNames.Bitrix24Tokens, JsonSerializer.Serialize(tokens, Bitrix24Json.Default.Bitrix24Tokens), cancellationToken);
}
