using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The fields of a task. The portal's own list tells neither what a code means nor what is read-only.
/// Source: https://apidocs.bitrix24.com/api-reference/tasks/fields.html.
/// </summary>
internal static class Bitrix24TaskFields
{
    /// <summary>The CRM records that a task is about, by prefix and id. Comes only when it is asked for by name, and is written as a whole.</summary>
    public const string CrmItems = "UF_CRM_TASK";

    private const string UserFieldPrefix = "UF_";

    /// <summary>New and declined are of older portals. The names are those of the task list in English.</summary>
    private static readonly FieldOption[] Statuses =
    [
        new("1", "New"), new("2", "Pending"), new("3", "In progress"), new("4", "Pending review"), new("5", "Completed"), new("6", "Deferred"), new("7", "Declined"),
    ];

    private static readonly FieldOption[] Priorities = [new("0", "Low"), new("1", "Normal"), new("2", "High")];

    private static readonly string[] Required = ["TITLE", "STATUS", "PRIORITY", "RESPONSIBLE_ID"];

    public static IReadOnlyList<Bitrix24Field> All { get; } =
    [
        ReadOnly("ID", "id", Bitrix24Types.Integer),
        Field("TITLE", "title", "string"),
        Field("DESCRIPTION", "description", "text"),
        Field("STATUS", "status", Bitrix24Types.Enumeration) with { Options = Statuses },
        Field("PRIORITY", "priority", Bitrix24Types.Enumeration) with { Options = Priorities },
        Field("RESPONSIBLE_ID", "responsibleId", "user"),
        List("ACCOMPLICES", "accomplices", "user"),
        List("AUDITORS", "auditors", "user"),
        Field("DEADLINE", "deadline", "datetime"),
        // The two dates of a plan are written only together.
        ReadOnly("START_DATE_PLAN", "startDatePlan", "datetime"),
        ReadOnly("END_DATE_PLAN", "endDatePlan", "datetime"),
        ReadOnly("CREATED_BY", "createdBy", "user"),
        ReadOnly("CREATED_DATE", "createdDate", "datetime"),
        ReadOnly("CHANGED_DATE", "changedDate", "datetime"),
        ReadOnly("CLOSED_DATE", "closedDate", "datetime"),
        List(CrmItems, "ufCrmTask", Bitrix24Types.Crm),
        Bitrix24Schema.RecordLink,
    ];

    /// <summary>Whether a task always has a value of the field.</summary>
    public static bool IsRequired(Bitrix24Field field) => Required.Contains(field.Name);

    /// <summary>Whether the portal tells it only when it is asked for by name, and never in the answer to an update.</summary>
    public static bool IsUserField(Bitrix24Field field) => field.Name.StartsWith(UserFieldPrefix, StringComparison.Ordinal);

    private static Bitrix24Field Field(string name, string apiName, string type) => new()
    {
        Name = name,
        ApiName = apiName,
        Type = type,
        Kind = Bitrix24Types.KindOf(type, name),
        IsReadOnly = false,
    };

    private static Bitrix24Field ReadOnly(string name, string apiName, string type) => Field(name, apiName, type) with { IsReadOnly = true };

    private static Bitrix24Field List(string name, string apiName, string type)
    {
        var one = Field(name, apiName, type);
        return one with { Kind = Bitrix24Types.ListOf(one.Kind), ItemKind = one.Kind, IsMultiple = true };
    }
}
