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

    /// <summary>Unknown to the classic methods.</summary>
    public bool ItemOnly { get; init; }

    /// <summary>The number of a user field; 0 for a column.</summary>
    public int Id { get; init; }

    /// <summary>A user field.</summary>
    public bool Dynamic { get; init; }

    /// <summary>The dictionary a crm_status value comes from.</summary>
    public string? StatusType { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public int Precision { get; init; } = 2;

    /// <remarks><c>itemName</c>: the field's name in camelCase, which CRM and tasks build differently.</remarks>
    public static FieldDefinition For(UserField field, string itemName, IReadOnlyList<FieldOption> options) =>
        new(field.Name, itemName, FieldTypes.OfUserField(field.Type), field.Label)
        {
            Dynamic = true,
            Multiple = field.Multiple,
            Required = field.Required,
            Options = options,
            Precision = field.Precision,
        };
}
