using System.Collections.Concurrent;
using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// What the portal's plan includes, asked once an hour and only where a setting wants it.
/// Source: https://apidocs.bitrix24.com/api-reference/common/system/feature-get.html.
/// </summary>
internal sealed class Bitrix24Features(IOptions<Bitrix24Options> options, TimeProvider timeProvider)
{
    private const string Connector = "functionssync";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (bool IsIncluded, DateTimeOffset Until)> _known = new();

    /// <summary>Whether offline events are wanted, and can be kept until they are acknowledged.</summary>
    public async Task<bool> HaveOfflineEventsAsync(Bitrix24Client client, CancellationToken cancellationToken) =>
        options.Value.OfflineEvents && await HaveAsync("rest_offline_extended", client, cancellationToken);

    /// <summary>
    /// What we call ourselves in <c>auth_connector</c>, so that offline events leave out what we did; null where that may not be sent: without the
    /// feature every call that carries it is refused.
    /// </summary>
    public async Task<string?> FindConnectorAsync(Bitrix24Client client, CancellationToken cancellationToken) =>
        await HaveOfflineEventsAsync(client, cancellationToken) && await HaveAsync("rest_auth_connector", client, cancellationToken) ? Connector : null;

    /// <summary>The plan may have changed.</summary>
    public void Forget() => _known.Clear();

    private async Task<bool> HaveAsync(string code, Bitrix24Client client, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(code, out var known) && timeProvider.GetUtcNow() < known.Until)
        {
            return known.IsIncluded;
        }

        var isIncluded = await AskAsync(code, client, cancellationToken);
        _known[code] = (isIncluded, timeProvider.GetUtcNow() + Lifetime);
        return isIncluded;
    }

    private static async Task<bool> AskAsync(string code, Bitrix24Client client, CancellationToken cancellationToken)
    {
        try
        {
            return PhpJson.Text(await client.ReadAsync("feature.get", new() { ["CODE"] = code }, cancellationToken), "value") == "Y";
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected)
        {
            // An older self-hosted portal does not know the method, or the feature.
            return false;
        }
    }
}
