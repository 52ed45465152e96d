namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A kind of CRM record. A further kind is a further definition.</summary>
/// <remarks>
/// <c>TypeId</c>: the vendor's entityTypeId.
/// <c>Name</c>: As in <c>crm.deal.get</c>.
/// <c>Rules</c>: what the kind does to its records before and after they are saved.
/// </remarks>
internal sealed record EntityDefinition(int TypeId, string Name, IItemRules Rules, IReadOnlyList<FieldDefinition> Columns)
{
    private readonly List<FieldDefinition> _userFields = [];

    public string EventPrefix => "ONCRM" + Name.ToUpperInvariant();

    public IEnumerable<FieldDefinition> Fields => Columns.Concat(_userFields);

    public FieldDefinition? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    public void Add(FieldDefinition userField)
    {
        if (Field(userField.Name) is not null)
            throw new ArgumentException($"The {Name} already has a field {userField.Name}.", nameof(userField));
        _userFields.Add(userField);
    }
}
