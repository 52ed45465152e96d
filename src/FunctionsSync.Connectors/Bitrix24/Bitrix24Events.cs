using System.Text.Json.Nodes;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Event bindings. They vanish when the application is updated or reinstalled, so binding again is always safe.
/// Source: https://apidocs.bitrix24.com/api-reference/events/event-bind.html.
/// </summary>
internal sealed class Bitrix24Events(Bitrix24Client client) : IBitrix24Events
{
    public async Task<IReadOnlyList<string>> BindAsync(Uri handler, IReadOnlyCollection<string> events, CancellationToken cancellationToken)
    {
        var bound = await ReadBoundAsync(handler, cancellationToken);
        var added = new List<string>();
        foreach (var name in events.Where(name => !bound.Contains(name)))
        {
            if (await TryBindAsync(handler, name, cancellationToken))
            {
                added.Add(name);
            }
        }

        return added;
    }

    /// <summary>False when somebody else has bound it meanwhile: the portal refuses a second binding with a code it uses for much else.</summary>
    private async Task<bool> TryBindAsync(Uri handler, string name, CancellationToken cancellationToken)
    {
        try
        {
            // No auth_type: the event then tells who acted.
            await client.ManageAsync("event.bind", new JsonObject { ["event"] = name, ["handler"] = handler.AbsoluteUri }, cancellationToken);
            return true;
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected)
        {
            if ((await ReadBoundAsync(handler, cancellationToken)).Contains(name))
            {
                return false;
            }

            throw;
        }
    }

    private async Task<HashSet<string?>> ReadBoundAsync(Uri handler, CancellationToken cancellationToken) =>
        PhpJson.Rows(await client.ReadAsync("event.get", [], cancellationToken))
            .Where(row => PhpJson.Text(row, "handler") == handler.AbsoluteUri)
            .Select(row => PhpJson.Text(row, "event"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
}
