namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A deal as the portal has it at one moment.</summary>
/// <remarks>
/// <c>UpdatedById</c>: null when a robot changed it last.
/// <c>Values</c>: every stored value by its original name (<c>TITLE</c>, <c>UF_CRM_1</c>); multiple fields hold a list.
/// </remarks>
public sealed record PortalDeal(
    int Id,
    string Title,
    int CategoryId,
    string StageId,
    string StageName,
    decimal Opportunity,
    string CurrencyId,
    int AssignedById,
    string AssignedByName,
    int? CompanyId,
    string? CompanyTitle,
    DateTimeOffset CreatedTime,
    DateTimeOffset UpdatedTime,
    int? UpdatedById,
    IReadOnlyDictionary<string, object?> Values);
