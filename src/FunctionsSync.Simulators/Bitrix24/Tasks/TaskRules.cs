using FunctionsSync.Simulators.Bitrix24.Access;
using FunctionsSync.Simulators.Bitrix24.Records;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Tasks;

/// <summary>What a task must be, and what a change of its status entails.</summary>
internal sealed class TaskRules(Users users, Func<int, bool> exists)
{
    private const int Overdue = -1;
    private const int AlmostOverdue = -3;

    /// <summary>The status filters by <c>STATUS</c> go by, <c>subStatus</c> in answers.</summary>
    public static int MetaStatusOf(CrmItem task, DateTimeOffset now)
    {
        var status = (TaskProgress)task.Get<int>("STATUS");
        if (status is TaskProgress.SupposedlyCompleted or TaskProgress.Completed or TaskProgress.Declined
            || task["DEADLINE"] is not DateTimeOffset deadline)
            return (int)status;
        return deadline < now ? Overdue : deadline < now.AddDays(1) ? AlmostOverdue : (int)status;
    }

    /// <exception cref="RestError">Every complaint, each with a line break of HTML behind it.</exception>
    public void Check(CrmItem task)
    {
        var complaints = string.Concat(Complaints(task).Select(complaint => complaint + "<br>"));
        if (complaints.Length > 0)
            throw new RestError("ERROR_CORE", complaints);
    }

    public static void ApplyStatus(CrmItem? before, CrmItem after, Save save)
    {
        var status = after.Get<int>("STATUS");
        if (before?.Get<int>("STATUS") == status)
            return;
        after["STATUS_CHANGED_BY"] = save.UserId ?? 0;
        after["STATUS_CHANGED_DATE"] = save.At;
        var isClosed = (TaskProgress)status is TaskProgress.SupposedlyCompleted or TaskProgress.Completed;
        after["CLOSED_BY"] = isClosed ? save.UserId ?? 0 : 0;
        after["CLOSED_DATE"] = isClosed ? save.At : null;
        if ((TaskProgress)status == TaskProgress.InProgress)
            after["DATE_START"] = save.At;
    }

    private IEnumerable<string> Complaints(CrmItem task)
    {
        if (task.Get<string>("TITLE") is null or "")
            yield return "Task name is not specified.";
        var responsible = task.Get<int>("RESPONSIBLE_ID");
        if (responsible == 0)
            yield return "The responsible person is not specified.";
        else if (users.Find(responsible) is null)
            yield return "The user specified in the &quot;Responsible person&quot; field is not found.";
        if (!Enum.IsDefined((TaskProgress)task.Get<int>("STATUS")))
            yield return "Incorrect status.";
        var parent = task.Get<int>("PARENT_ID");
        if (parent == task.Id)
            yield return "A task cannot be its own parent.";
        else if (parent != 0 && !exists(parent))
            yield return "The task specified in the &quot;Parent task&quot; field is not found.";
        if (task["START_DATE_PLAN"] is DateTimeOffset start && task["END_DATE_PLAN"] is DateTimeOffset end && end < start)
            yield return "The planned end is earlier than the planned start.";
    }
}
