namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A CRM record of any kind as the portal has it at one moment.</summary>
/// <remarks>
/// <c>Title</c>: a contact's is its full name.
/// <c>UpdatedById</c>: null when a robot changed it last.
/// <c>Values</c>: every stored value by its original name (<c>TITLE</c>, <c>UF_CRM_1</c>); multiple fields hold a list, <c>FM</c> one of
/// <see cref="PortalMultifield"/>.
/// </remarks>
public sealed record PortalItem(
    int EntityTypeId,
    int Id,
    string Title,
    DateTimeOffset CreatedTime,
    DateTimeOffset UpdatedTime,
    int? UpdatedById,
    IReadOnlyDictionary<string, object?> Values);
