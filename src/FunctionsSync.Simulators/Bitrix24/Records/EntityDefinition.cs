namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A kind of CRM record. A further kind is a further definition.</summary>
/// <remarks>
/// <c>TypeId</c>: the vendor's entityTypeId.
/// <c>Name</c>: As in <c>crm.deal.get</c>.
/// <c>Rules</c>: what the kind does to its records before and after they are saved.
/// </remarks>
internal sealed record EntityDefinition(int TypeId, string Name, IItemRules Rules, IReadOnlyList<FieldDefinition> Columns)
{
    public FieldSet FieldSet { get; } = new(Name, Columns);

    public bool IsSmartProcess => TypeId >= Definitions.FirstSmartProcessTypeId;

    public string EventPrefix => "ONCRM" + Name.ToUpperInvariant();

    public IEnumerable<FieldDefinition> Fields => FieldSet.All;

    public FieldDefinition? Field(string name) => FieldSet.Find(name);
}
