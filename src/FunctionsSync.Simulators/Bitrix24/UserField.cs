namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A user field as an administrator defines it.</summary>
/// <remarks>
/// <c>Name</c>: <c>UF_CRM_</c> followed by digits or a code in capitals; <c>UF_CRM_5_</c> in smart process 5; any <c>UF_</c> on tasks.
/// <c>Type</c>: the vendor's USER_TYPE_ID: string, url, integer, double, boolean, enumeration, date, datetime, money, employee, crm,
/// crm_status, iblock_element, iblock_section, address, file.
/// </remarks>
public sealed record UserField(string Name, string Type, string Label)
{
    /// <summary>Stands in <see cref="EntityTypeId"/> for tasks, which have no number of their own.</summary>
    public const int Tasks = 0;

    public int EntityTypeId { get; init; } = 2;

    public bool Multiple { get; init; }

    public bool Required { get; init; }

    /// <summary>Texts of an enumeration's options, in order.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Digits after the point a double is rounded to.</summary>
    public int Precision { get; init; } = 2;
}
