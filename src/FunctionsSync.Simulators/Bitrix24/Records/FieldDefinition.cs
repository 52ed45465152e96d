namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A field of a CRM entity.</summary>
/// <remarks>
/// <c>Name</c>: the classic name, <c>STAGE_ID</c>.
/// <c>ItemName</c>: the name in <c>crm.item.*</c>, <c>stageId</c>.
/// </remarks>
internal sealed record FieldDefinition(string Name, string ItemName, FieldType Type, string Title)
{
    public bool ReadOnly { get; init; }

    /// <summary>Cannot be changed through the classic methods once the record exists.</summary>
    public bool Immutable { get; init; }

    public bool Required { get; init; }

    public bool Multiple { get; init; }

    /// <summary>A user field.</summary>
    public bool Dynamic { get; init; }

    /// <summary>The dictionary a crm_status value comes from.</summary>
    public string? StatusType { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public int Precision { get; init; } = 2;

    public static FieldDefinition For(UserField field, IReadOnlyList<FieldOption> options) =>
        new(field.Name, ItemNameOf(field.Name), FieldTypes.OfUserField(field.Type), field.Label)
        {
            Dynamic = true,
            Multiple = field.Multiple,
            Required = field.Required,
            Options = options,
            Precision = field.Precision,
        };

    /// <summary><c>UF_CRM_MY_CODE</c> is <c>ufCrmMyCode</c>, but a number at the end keeps its underscore: <c>ufCrm_123</c>.</summary>
    private static string ItemNameOf(string name)
    {
        var parts = name.ToLowerInvariant().Split('_');
        var camel = parts.Select((part, index) =>
            index == 0 || part.Length == 0 ? part
            : index == parts.Length - 1 && part.All(char.IsAsciiDigit) ? "_" + part
            : char.ToUpperInvariant(part[0]) + part[1..]);
        return string.Concat(camel);
    }
}
