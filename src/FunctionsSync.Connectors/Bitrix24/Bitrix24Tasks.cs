using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The calls that read and write one task: names in capitals go in, camelCase comes out.
/// Source: https://apidocs.bitrix24.com/api-reference/tasks/tasks-task-update.html.
/// </summary>
internal sealed class Bitrix24Tasks(Bitrix24Client client)
{
    private const int PageSize = 50;
    private const string Record = "task";

    /// <summary>Null when there is no such task or the application may not see it: the portal answers the same empty list to both.</summary>
    /// <param name="id">The task.</param>
    /// <param name="names">The fields wanted: user fields come only by name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<JsonElement?> GetAsync(Bitrix24Id id, IEnumerable<string> names, CancellationToken cancellationToken) => TaskIn(await client.ReadAsync(
        "tasks.task.get",
        new JsonObject { ["taskId"] = id.Value, ["select"] = new JsonArray([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]) },
        cancellationToken));

    /// <summary>The same call as a command of a batch.</summary>
    public static Bitrix24ReadCommand ReadCommand(Bitrix24Id id, IEnumerable<string> names) =>
        new($"tasks.task.get?taskId={id}{string.Concat(names.Select(name => $"&select[]={Uri.EscapeDataString(name)}"))}", Record, IsEmptyForMissing: true, []);

    /// <summary>The task as it is after the write, without its user fields. Every call is a change to the portal, also one that changes nothing.</summary>
    public async Task<JsonElement> UpdateAsync(Bitrix24Id id, JsonObject fields, DateTimeOffset? notAfter, CancellationToken cancellationToken) =>
        TaskIn(await client.WriteAsync("tasks.task.update", new JsonObject { ["taskId"] = id.Value, ["fields"] = fields }, notAfter, cancellationToken))
        ?? throw new RemoteException(RemoteFailure.OutcomeUnknown, "Bitrix24 answered tasks.task.update without the task.");

    public Task DeleteAsync(Bitrix24Id id, CancellationToken cancellationToken) =>
        client.WriteAsync("tasks.task.delete", new JsonObject { ["taskId"] = id.Value }, cancellationToken);

    /// <summary>Whether any task meets the conditions.</summary>
    public async Task<bool> ExistsAsync(JsonObject filter, CancellationToken cancellationToken)
    {
        var result = await client.ReadAsync(
            "tasks.task.list", new JsonObject { ["select"] = new JsonArray("ID"), ["filter"] = filter, ["start"] = -1 }, cancellationToken);
        return PhpJson.Rows(PhpJson.Member(result, "tasks") ?? throw WithoutTasks()).Any();
    }

    /// <summary>Every task that the application may see, by id and without counting.</summary>
    public async IAsyncEnumerable<ListedRecord> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long last = 0;
        while (true)
        {
            var result = await client.ReadAsync("tasks.task.list", Page(last), cancellationToken);
            var rows = PhpJson.Rows(PhpJson.Member(result, "tasks") ?? throw WithoutTasks()).ToList();
            foreach (var row in rows)
            {
                last = PhpJson.Id(row, "id") ?? throw WithoutTasks();
                yield return new(new(last), PhpJson.Moment(row, "changedDate"));
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private static JsonObject Page(long after) => new()
    {
        ["select"] = new JsonArray("ID", "CHANGED_DATE"),
        ["filter"] = new JsonObject { [">ID"] = after },
        ["order"] = new JsonObject { ["ID"] = "asc" },
        ["start"] = -1,
    };

    /// <summary>Never taken for an empty list: that would look as if everything had been deleted.</summary>
    private static RemoteException WithoutTasks() => new(RemoteFailure.Rejected, "Bitrix24 answered tasks.task.list without a list of tasks that have ids.");

    private static JsonElement? TaskIn(JsonElement result) => PhpJson.Member(result, Record) is { ValueKind: JsonValueKind.Object } task ? task : null;
}
