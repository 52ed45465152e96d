using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>The connection's token, kept for the life of the process unless Notion refuses it.</summary>
internal sealed class NotionToken(ISecretStore secrets)
{
    private string? _value;

    /// <exception cref="ConfigurationException">It was never set.</exception>
    public async Task<string> GetAsync(CancellationToken cancellationToken) =>
        _value ??= await secrets.ReadAsync(SecretNames.NotionToken, cancellationToken)
            ?? throw new ConfigurationException(
                $"The secret {SecretNames.NotionToken} is not set: set it with 'functionssync secrets set {SecretNames.NotionToken}'.");

    public void Forget() => _value = null;
}
