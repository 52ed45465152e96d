using FunctionsSync.Core.Ports;

namespace FunctionsSync.Service.Intake;

/// <summary>Where the portal sends its events, as <c>bind</c> was told. Kept with the secrets: such an address may carry a key.</summary>
public sealed class EventHandlerAddress(ISecretStore secrets)
{
    /// <summary>Null when no event was ever bound.</summary>
    public async Task<Uri?> ReadAsync(CancellationToken cancellationToken) =>
        Uri.TryCreate(await secrets.ReadAsync(SecretNames.Bitrix24Handler, cancellationToken), UriKind.Absolute, out var handler) ? handler : null;

    public Task WriteAsync(Uri handler, CancellationToken cancellationToken) =>
        secrets.WriteAsync(SecretNames.Bitrix24Handler, handler.AbsoluteUri, cancellationToken);
}
