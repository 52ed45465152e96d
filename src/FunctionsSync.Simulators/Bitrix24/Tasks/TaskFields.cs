using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Tasks;

/// <summary>The fields of a task.</summary>
internal static class TaskFields
{
    /// <summary>What a filter by <c>STATUS</c> means: the status, or -1 overdue, -3 due within a day.</summary>
    public static readonly FieldDefinition MetaStatus = Fixed("META:STATUS", FieldTypes.Integer, "Status");

    public static FieldSet New() => new("task",
    [
        Fixed("ID", FieldTypes.Integer, "ID"),
        Column("PARENT_ID", FieldTypes.Integer, "Parent task"),
        Column("TITLE", FieldTypes.Line, "Name") with { Required = true },
        Column("DESCRIPTION", FieldTypes.Text, "Description"),
        Column("MARK", FieldTypes.Line, "Rating"),
        Column("PRIORITY", FieldTypes.Integer, "Priority"),
        Column("STATUS", FieldTypes.Integer, "Status"),
        Column("GROUP_ID", FieldTypes.Integer, "Workgroup"),
        Column("STAGE_ID", FieldTypes.Integer, "Stage"),
        Column("CREATED_BY", FieldTypes.User, "Created by"),
        Fixed("CREATED_DATE", FieldTypes.DateTime, "Created on"),
        Column("RESPONSIBLE_ID", FieldTypes.User, "Responsible person") with { Required = true },
        Column("ACCOMPLICES", FieldTypes.User, "Participants") with { Multiple = true },
        Column("AUDITORS", FieldTypes.User, "Observers") with { Multiple = true },
        Fixed("CHANGED_BY", FieldTypes.User, "Modified by"),
        Fixed("CHANGED_DATE", FieldTypes.DateTime, "Modified on"),
        Fixed("STATUS_CHANGED_BY", FieldTypes.User, "Status changed by"),
        Fixed("STATUS_CHANGED_DATE", FieldTypes.DateTime, "Status changed on"),
        Fixed("CLOSED_BY", FieldTypes.User, "Closed by"),
        Fixed("CLOSED_DATE", FieldTypes.DateTime, "Closed on"),
        Fixed("ACTIVITY_DATE", FieldTypes.DateTime, "Last activity"),
        Fixed("DATE_START", FieldTypes.DateTime, "Started on"),
        Column("DEADLINE", FieldTypes.DateTime, "Deadline"),
        Column("START_DATE_PLAN", FieldTypes.DateTime, "Planned start"),
        Column("END_DATE_PLAN", FieldTypes.DateTime, "Planned end"),
        Fixed("GUID", FieldTypes.Line, "GUID"),
        Column("XML_ID", FieldTypes.Line, "External ID"),
        Column("ALLOW_CHANGE_DEADLINE", FieldTypes.Flag, "Responsible person can change the deadline"),
        Column("TASK_CONTROL", FieldTypes.Flag, "Approve when completed"),
        Column("TIME_ESTIMATE", FieldTypes.Integer, "Time estimate"),
        Column("MATCH_WORK_TIME", FieldTypes.Flag, "Skip days off"),
        Column("UF_CRM_TASK", FieldTypes.Text, "CRM items") with { Multiple = true, Dynamic = true },
    ]);

    private static FieldDefinition Column(string name, FieldType type, string title) => new(name, CamelCase.OfTask(name), type, title);

    private static FieldDefinition Fixed(string name, FieldType type, string title) => Column(name, type, title) with { ReadOnly = true };
}
