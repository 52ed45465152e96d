using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>The queue of offline events: reserve, look, acknowledge, hand back. For administrators' tokens only.</summary>
internal static class OfflineEventMethods
{
    private const int MessageIdLength = 32;

    public static RestResult Get(RestContext context, JsonObject parameters)
    {
        RequireAdministrator(context);
        var clear = parameters.Member("clear") is not { } flag || Php.IsTrue(flag);
        if (!clear && !context.State.Options.Features.Contains("rest_offline_extended"))
            throw new RestError("WRONG_LICENSE", "Access denied! Your plan does not include extended offline events handling", 403);
        var processId = Php.Text(parameters.Member("process_id"));
        var failed = Php.IsTrue(parameters.Member("error"));
        var rows = RowsOf(context)
            .Where(row => row.ProcessId == processId && (processId.Length > 0 || row.HasFailed == failed))
            .Where(row => RowFilter.Matches(Row(context, row), parameters.Member("filter")))
            .OrderBy(row => row.At).ThenBy(row => row.Id)
            .Take(Php.Integer(parameters.Member("limit")) ?? Paging.PageSize)
            .ToList();
        if (clear)
            context.State.OfflineEvents.Remove(rows);
        else if (processId.Length == 0)
            processId = Reserve(rows);
        return new RestResult(new JsonObject
        {
            ["process_id"] = clear ? null : processId,
            ["events"] = new JsonArray([.. rows.Select(row => Event(context, row))]),
        });
    }

    public static RestResult List(RestContext context, JsonObject parameters)
    {
        RequireAdministrator(context);
        var rows = RowsOf(context).Select(row => Row(context, row)).Where(row => RowFilter.Matches(row, parameters.Member("filter"))).ToList();
        return Paging.Page(rows, parameters.Member("start"), static row => row, static page => page);
    }

    public static RestResult Clear(RestContext context, JsonObject parameters)
    {
        RequireAdministrator(context);
        context.State.OfflineEvents.Remove(Named(context, parameters));
        return new RestResult(true);
    }

    public static RestResult Error(RestContext context, JsonObject parameters)
    {
        RequireAdministrator(context);
        if (Php.Elements(parameters.Member("message_id")) is null)
            throw new RestError("ERROR_ARGUMENT", "Argument 'MESSAGE_ID' is null or empty");
        foreach (var row in Named(context, parameters).ToList())
            (row.HasFailed, row.ProcessId) = (true, "");
        return new RestResult(true);
    }

    private static void RequireAdministrator(RestContext context)
    {
        if (!context.Caller.User.IsAdmin)
            throw new RestError("ACCESS_DENIED", "Access denied!", 403);
    }

    private static IEnumerable<OfflineEvent> RowsOf(RestContext context) =>
        context.State.OfflineEvents.Rows.Where(row => row.Connector == context.Hit.Connector);

    private static string Reserve(List<OfflineEvent> rows)
    {
        var processId = Guid.NewGuid().ToString("N");
        rows.ForEach(row => row.ProcessId = processId);
        return processId;
    }

    /// <summary>All that a process reserved, or those of it that are named.</summary>
    private static IEnumerable<OfflineEvent> Named(RestContext context, JsonObject parameters)
    {
        var processId = Php.Text(parameters.Member("process_id"));
        if (processId.Length == 0)
            throw new RestError("ERROR_ARGUMENT", "Argument 'PROCESS_ID' is null or empty");
        var rows = RowsOf(context).Where(row => row.ProcessId == processId);
        if (Php.Elements(parameters.Member("message_id"))?.Select(Php.Text).ToList() is { } messages)
        {
            return messages.TrueForAll(message => message.Length == MessageIdLength)
                ? rows.Where(row => messages.Contains(row.MessageId))
                : throw new RestError("ERROR_ARGUMENT", "Value must be an array of MESSAGE_ID values");
        }
        var ids = Php.Elements(parameters.Member("id"))?.Select(Php.Integer).ToList();
        return ids is null ? rows : rows.Where(row => ids.Contains(row.Id));
    }

    private static JsonObject Event(RestContext context, OfflineEvent row) => new()
    {
        ["ID"] = row.Id.ToString(CultureInfo.InvariantCulture),
        ["TIMESTAMP_X"] = DateTimeType.Print(row.At, context.Values),
        ["EVENT_NAME"] = row.Event,
        ["EVENT_DATA"] = row.Data.DeepClone(),
        ["EVENT_ADDITIONAL"] = new JsonObject { ["user_id"] = row.UserId },
        ["MESSAGE_ID"] = row.MessageId,
    };

    private static JsonObject Row(RestContext context, OfflineEvent row)
    {
        var printed = Event(context, row);
        printed["PROCESS_ID"] = row.ProcessId;
        printed["ERROR"] = row.HasFailed ? "1" : "0";
        return printed;
    }
}
