namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A task as the portal has it at one moment.</summary>
/// <remarks>
/// <c>Description</c>: BBCode.
/// <c>Status</c>: 2 pending, 3 in progress, 4 awaiting approval, 5 completed, 6 deferred; 1 and 7 are older ones.
/// <c>CrmItems</c>: <c>UF_CRM_TASK</c>: <c>D_12</c> is deal 12.
/// <c>ChangedById</c>: null when a robot changed it last.
/// <c>Values</c>: every stored value by its original name (<c>TITLE</c>, <c>UF_AUTO_1</c>); multiple fields hold a list.
/// </remarks>
public sealed record PortalTask(
    int Id,
    string Title,
    string Description,
    int Status,
    int ResponsibleId,
    string ResponsibleName,
    DateTimeOffset? Deadline,
    IReadOnlyList<string> CrmItems,
    DateTimeOffset CreatedTime,
    DateTimeOffset ChangedTime,
    int? ChangedById,
    IReadOnlyDictionary<string, object?> Values);
