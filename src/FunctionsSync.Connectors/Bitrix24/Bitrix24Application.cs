using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Proves and takes over what an installation brings. Sources: https://apidocs.bitrix24.com/api-reference/common/system/app-info.html,
/// https://apidocs.bitrix24.com/api-reference/events/safe-event-handlers.html.
/// </summary>
internal sealed class Bitrix24Application(Bitrix24Client client, Bitrix24Authorization authorization) : IBitrix24Application
{
    public async Task<string?> FindClientIdAsync(string accessToken, CancellationToken cancellationToken)
    {
        try
        {
            // CODE is the client id of a local application.
            return PhpJson.Text(await client.ReadByTokenAsync(accessToken, "app.info", cancellationToken), "CODE");
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Unauthorized)
        {
            return null;
        }
    }

    public Task InstallAsync(string accessToken, string refreshToken, string memberId, CancellationToken cancellationToken) =>
        authorization.ReplaceAsync(new() { AccessToken = accessToken, RefreshToken = refreshToken, MemberId = memberId }, cancellationToken);
}
