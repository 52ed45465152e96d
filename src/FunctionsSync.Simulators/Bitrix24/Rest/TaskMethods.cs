using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Tasks;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary><c>tasks.task.*</c>: names in capitals go in, camelCase comes out, every single value a text.</summary>
internal static class TaskMethods
{
    public static RestResult Get(RestContext context, JsonObject parameters)
    {
        var id = IdOf(parameters);
        var select = SelectionOf(context, parameters);
        // The portal does not say whether the task is missing or forbidden.
        return FindVisible(context, id) is { } task
            ? Wrapped(new TaskPrinter(context).WithActions(task, select))
            : new RestResult(new JsonArray());
    }

    public static RestResult List(RestContext context, JsonObject parameters)
    {
        var tasks = context.State.Tasks;
        var select = SelectionOf(context, parameters);
        FieldDefinition? Find(string name) => FieldOfFilter(tasks.Fields, name);
        var filter = new ItemFilter(Find, context.TaskValues).Compile(parameters["filter"]);
        var found = tasks.All
            .Where(task => tasks.IsVisible(task, context.Caller.User))
            .Select(task => WithMetaStatus(task, context.State.Now))
            .Where(filter);
        // Without an order the newest comes first.
        var order = Php.IsEmpty(parameters["order"]) ? new JsonObject { ["ID"] = "desc" } : parameters["order"];
        var printer = new TaskPrinter(context);
        return Paging.Page(
            ItemOrder.Apply(found, order, Find).ToList(),
            parameters["start"],
            task => printer.Plain(task, select),
            static page => new JsonObject { ["tasks"] = page });
    }

    public static RestResult Add(RestContext context, JsonObject parameters)
    {
        var added = context.State.Tasks.Add(Written(context, parameters), context.SaveBy(SaveWay.ItemMethod), context.Hit);
        return Full(context, added);
    }

    public static RestResult Update(RestContext context, JsonObject parameters)
    {
        var id = IdOf(parameters);
        var written = Written(context, parameters);
        var before = FindVisible(context, id) ?? throw new RestError("0", "Action on the task is not allowed (internal error)");
        return Full(context, context.State.Tasks.Update(before, written, context.SaveBy(SaveWay.ItemMethod), context.Hit));
    }

    public static RestResult Delete(RestContext context, JsonObject parameters)
    {
        var task = FindVisible(context, IdOf(parameters)) ?? throw new RestError("1048582", "No access to delete the task");
        context.State.Tasks.Delete(task.Id, context.Hit);
        return new RestResult(new JsonObject { ["task"] = true });
    }

    public static RestResult Fields(RestContext context, JsonObject parameters)
    {
        var fields = new JsonObject();
        foreach (var field in context.State.Tasks.Fields.All)
            fields[field.Name] = new JsonObject { ["title"] = field.Title, ["type"] = field.Multiple ? "array" : field.Type.Code };
        return new RestResult(new JsonObject { ["fields"] = fields });
    }

    private static int IdOf(JsonObject parameters)
    {
        var id = parameters["taskId"] ?? throw new RestError(
            "100", "CTaskItem All parameters in the constructor must have real class type (internal error)");
        return Php.Integer(id) ?? throw new RestError("0", "wrong task id");
    }

    private static CrmItem? FindVisible(RestContext context, int id) =>
        context.State.Tasks.Find(id) is { } task && context.State.Tasks.IsVisible(task, context.Caller.User) ? task : null;

    /// <summary>Without a selection, and for <c>*</c>, everything but user fields; those come only when they are named.</summary>
    private static List<FieldDefinition> SelectionOf(RestContext context, JsonObject parameters)
    {
        if (parameters["select"] is JsonValue)
        {
            throw new RestError(
                "100", "Invalid value {} to match with parameter {select}. Should be value of type array. (internal error)");
        }
        var names = (Php.Elements(parameters["select"]) ?? []).Select(Php.Text).ToHashSet();
        var all = names.Count == 0 || names.Contains("*");
        return [.. context.State.Tasks.Fields.All
            .Where(field => field.Name == "ID" || names.Contains(field.Name) || all && !field.Dynamic)];
    }

    private static Dictionary<string, object?> Written(RestContext context, JsonObject parameters)
    {
        if (Php.IsEmpty(parameters["fields"]))
            throw new RestError("100", "Could not find value for parameter {fields} (internal error)");
        var sent = Php.Entries(parameters["fields"]).ToDictionary();
        // The two dates of a plan count only together.
        if (sent.ContainsKey("START_DATE_PLAN") != sent.ContainsKey("END_DATE_PLAN"))
            sent = sent.Where(entry => entry.Key is not ("START_DATE_PLAN" or "END_DATE_PLAN")).ToDictionary();
        var written = new Dictionary<string, object?>();
        foreach (var (name, node) in sent)
        {
            if (context.State.Tasks.Fields.Find(name) is not { ReadOnly: false } field)
                continue;
            var value = FieldValues.FromClassic(field, node, context.TaskValues);
            if (value != FieldType.Keep)
                written[field.Name] = value;
        }
        return written;
    }

    private static CrmItem WithMetaStatus(CrmItem task, DateTimeOffset now)
    {
        var copy = task.Copy();
        copy[TaskFields.MetaStatus.Name] = TaskRules.MetaStatusOf(task, now);
        return copy;
    }

    private static FieldDefinition? FieldOfFilter(FieldSet fields, string name) => name switch
    {
        "STATUS" => TaskFields.MetaStatus,
        "REAL_STATUS" => fields.Find("STATUS"),
        "ACCOMPLICE" => fields.Find("ACCOMPLICES"),
        "AUDITOR" => fields.Find("AUDITORS"),
        _ => fields.Find(name),
    };

    /// <summary>The whole task, but for its user fields: the caller cannot select them here.</summary>
    private static RestResult Full(RestContext context, CrmItem task) =>
        Wrapped(new TaskPrinter(context).WithActions(task, [.. context.State.Tasks.Fields.All.Where(field => !field.Dynamic)]));

    private static RestResult Wrapped(JsonObject task) => new(new JsonObject { ["task"] = task });
}
