using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Offline events. The queue has a part for every <c>auth_connector</c>: the same one must be in the binding, here, and in our writes.
/// Source: https://apidocs.bitrix24.com/api-reference/events/offline-events.html.
/// </summary>
internal sealed class Bitrix24OfflineEvents(Bitrix24Client client, Bitrix24Features features) : IBitrix24OfflineEvents
{
    private const int MostAtOnce = 50;

    /// <summary>Tasks have their id in one of the latter two, and a text in the place of what does not exist.</summary>
    private static readonly string[] Fields = ["FIELDS", "FIELDS_AFTER", "FIELDS_BEFORE"];

    public Task<bool> AreAvailableAsync(CancellationToken cancellationToken) => features.HaveOfflineEventsAsync(client, cancellationToken);

    public async Task<IReadOnlyList<string>> BindAsync(IReadOnlyCollection<string> events, CancellationToken cancellationToken)
    {
        var bound = await ReadBoundAsync(cancellationToken);
        var added = new List<string>();
        foreach (var name in events.Where(name => !bound.Contains(name)))
        {
            if (await TryBindAsync(name, cancellationToken))
            {
                added.Add(name);
            }
        }

        return added;
    }

    public Task<OfflineEventBatch> ReserveAsync(CancellationToken cancellationToken) =>
        GetAsync(new() { ["clear"] = 0, ["limit"] = MostAtOnce }, cancellationToken);

    public async Task<IReadOnlyList<string>> FindReservedAsync(CancellationToken cancellationToken)
    {
        var rows = await CallAsync("event.offline.list", new() { ["filter"] = new JsonObject { ["!PROCESS_ID"] = string.Empty } }, cancellationToken);
        return [.. PhpJson.Rows(rows).Select(row => PhpJson.Text(row, "PROCESS_ID")).OfType<string>().Where(id => id.Length > 0).Distinct()];
    }

    public Task<OfflineEventBatch> ReadReservedAsync(string processId, CancellationToken cancellationToken) =>
        GetAsync(new() { ["process_id"] = processId, ["clear"] = 0, ["limit"] = MostAtOnce }, cancellationToken);

    public Task ClearAsync(string processId, CancellationToken cancellationToken) =>
        CallAsync("event.offline.clear", new() { ["process_id"] = processId }, cancellationToken);

    private async Task<OfflineEventBatch> GetAsync(JsonObject parameters, CancellationToken cancellationToken)
    {
        var result = await CallAsync("event.offline.get", parameters, cancellationToken);
        OfflineEvent[] events = PhpJson.Member(result, "events") is { } rows ? [.. PhpJson.Rows(rows).Select(Event)] : [];
        return PhpJson.Text(result, "process_id") is { Length: > 0 } processId || events.Length == 0
            ? new(PhpJson.Text(result, "process_id") ?? string.Empty, events, events.Length >= MostAtOnce)
            : throw new RemoteException(RemoteFailure.Rejected, "Bitrix24 answered event.offline.get with events and without the process_id that keeps them.");
    }

    private static OfflineEvent Event(JsonElement row)
    {
        var data = PhpJson.Member(row, "EVENT_DATA") ?? default;
        var maps = Fields.Select(name => PhpJson.Member(data, name)).OfType<JsonElement>().ToList();
        var id = maps.Select(map => PhpJson.Id(map, "ID")).FirstOrDefault(found => found is not null);
        return new(
            PhpJson.Text(row, "EVENT_NAME")?.ToUpperInvariant() ?? string.Empty,
            id is { } value ? new Bitrix24Id(value) : null,
            maps.Select(map => PhpJson.Text(map, "ENTITY_TYPE_ID")).FirstOrDefault(found => found is not null));
    }

    /// <summary>False when somebody else has bound it meanwhile.</summary>
    private async Task<bool> TryBindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync("event.bind", new() { ["event"] = name, ["event_type"] = "offline" }, cancellationToken);
            return true;
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Rejected)
        {
            if ((await ReadBoundAsync(cancellationToken)).Contains(name))
            {
                return false;
            }

            throw;
        }
    }

    private async Task<HashSet<string?>> ReadBoundAsync(CancellationToken cancellationToken)
    {
        var connector = await features.FindConnectorAsync(client, cancellationToken) ?? string.Empty;
        return PhpJson.Rows(await client.ReadAsync("event.get", [], cancellationToken))
            .Where(row => PhpJson.Text(row, "offline") == "1" && (PhpJson.Text(row, "connector_id") ?? string.Empty) == connector)
            .Select(row => PhpJson.Text(row, "event"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Sent once: an answer that is lost leaves a reservation, which a later run finds.</summary>
    private async Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        if (await features.FindConnectorAsync(client, cancellationToken) is { } connector)
        {
            parameters[Bitrix24Client.AuthConnector] = connector;
        }

        try
        {
            return await client.ManageAsync(method, parameters, cancellationToken);
        }
        catch (RemoteException exception) when (exception.ConcernsConnection)
        {
            features.Forget();
            throw;
        }
    }
}
