using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Listings by the time of the last edit, which has the resolution of a second. Sources:
/// https://apidocs.bitrix24.com/api-reference/crm/universal/crm-item-list.html, https://apidocs.bitrix24.com/api-reference/tasks/tasks-task-list.html.
/// </summary>
internal sealed class Bitrix24Changes(Bitrix24Client client) : IBitrix24Changes
{
    private const int PageSize = 50;

    private static readonly Names OfItems = new("crm.item.list", "items", "id", "updatedTime", "updatedTime");
    private static readonly Names OfTasks = new("tasks.task.list", "tasks", "ID", "CHANGED_DATE", "changedDate");

    public async IAsyncEnumerable<ChangedRecords> ListAsync(
        EntityType entity, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = entity == EntityType.Task ? OfTasks : OfItems;
        ChangedRecords page;
        long last = 0;
        do
        {
            var parameters = Parameters(names, since, last);
            if (entity != EntityType.Task)
            {
                parameters["entityTypeId"] = Bitrix24EntityTypeId.Of(entity);
            }

            page = Read(names, await client.ReadEnvelopeAsync(names.Method, parameters, cancellationToken));
            last = page.Records.Aggregate(last, (highest, record) => Math.Max(highest, record.Id.Value));
            yield return page;
        }
        while (page.Records.Count >= PageSize);
    }

    private static JsonObject Parameters(Names names, DateTimeOffset since, long after) => new()
    {
        ["select"] = new JsonArray(names.Id, names.Time),
        ["filter"] = new JsonObject
        {
            [$">={names.Time}"] = since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            [$">{names.Id}"] = after,
        },
        ["order"] = new JsonObject { [names.Id] = "ASC" },
        ["start"] = -1,
    };

    /// <summary>Never taken for an empty list, nor for one without a time: the next listing would begin too late.</summary>
    private static ChangedRecords Read(Names names, JsonElement envelope)
    {
        if (PhpJson.Member(envelope, "time") is not { } time || PhpJson.Moment(time, "date_start") is var readAt && readAt == default)
        {
            throw new RemoteException(RemoteFailure.Rejected, $"Bitrix24 answered {names.Method} without the time at which it did.");
        }

        var rows = PhpJson.Rows(PhpJson.Member(envelope.GetProperty("result"), names.Rows) ?? throw WithoutRecords(names));
        return new(
            readAt,
            [.. rows.Select(row => new ListedRecord(
                new(PhpJson.Id(row, "id") ?? throw WithoutRecords(names)),
                PhpJson.Member(row, names.TimeInAnswer) is { } edited ? PhpJson.Moment(edited) ?? readAt : readAt))]);
    }

    private static RemoteException WithoutRecords(Names names) =>
        new(RemoteFailure.Rejected, $"Bitrix24 answered {names.Method} without a list of records that have ids.");

    /// <summary>What the two families of methods call the same things.</summary>
    private sealed record Names(string Method, string Rows, string Id, string Time, string TimeInAnswer);
}
