using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Tasks;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Prints tasks, with the extras that come along unasked.</summary>
internal sealed class TaskPrinter(RestContext context)
{
    public JsonObject Plain(CrmItem task, IReadOnlyList<FieldDefinition> fields)
    {
        var printed = new JsonObject();
        foreach (var field in fields)
        {
            printed[field.ItemName] = FieldValues.ToClassic(field, task[field.Name], context.TaskValues);
            AddCompanions(printed, field.Name, task);
        }
        printed["group"] = new JsonArray();
        return printed;
    }

    /// <summary>As <c>tasks.task.get</c> prints a task: with what the caller may do to it.</summary>
    public JsonObject WithActions(CrmItem task, IReadOnlyList<FieldDefinition> fields)
    {
        var printed = Plain(task, fields);
        printed["favorite"] = "N";
        printed["newCommentsCount"] = 0;
        var isOpen = (TaskProgress)task.Get<int>("STATUS") is not (TaskProgress.Completed or TaskProgress.SupposedlyCompleted);
        printed["action"] = new JsonObject
        {
            ["accept"] = false, ["complete"] = isOpen, ["start"] = isOpen, ["renew"] = !isOpen, ["edit"] = true, ["remove"] = true,
            ["edit.originator"] = false,
        };
        return printed;
    }

    private void AddCompanions(JsonObject printed, string name, CrmItem task)
    {
        switch (name)
        {
            case "DESCRIPTION":
                printed["descriptionInBbcode"] = "Y";
                break;
            case "STATUS":
                printed["subStatus"] = TaskRules.MetaStatusOf(task, context.State.Now).ToString(CultureInfo.InvariantCulture);
                break;
            case "CREATED_BY":
                printed["creator"] = Person(task.Get<int>(name));
                break;
            case "RESPONSIBLE_ID":
                printed["responsible"] = Person(task.Get<int>(name));
                break;
            case "ACCOMPLICES":
                printed["accomplicesData"] = People(task, name);
                break;
            case "AUDITORS":
                printed["auditorsData"] = People(task, name);
                break;
        }
    }

    private JsonObject People(CrmItem task, string name) => new((task.Get<List<object>>(name) ?? []).OfType<int>().Distinct()
        .Select(id => KeyValuePair.Create(id.ToString(CultureInfo.InvariantCulture), Person(id))));

    private JsonNode? Person(int id)
    {
        var user = context.State.Users.Find(id);
        var number = id.ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["id"] = number,
            ["name"] = user?.FullName ?? "",
            ["link"] = $"/company/personal/user/{number}/",
            ["icon"] = "/bitrix/images/tasks/default_avatar.png",
            ["workPosition"] = "",
        };
    }
}
