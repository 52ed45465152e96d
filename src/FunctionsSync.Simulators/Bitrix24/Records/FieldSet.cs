namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The fields of one kind of record: its own columns, then the user fields an administrator added.</summary>
/// <remarks><c>owner</c>: the kind's name in messages, <c>deal</c>.</remarks>
internal sealed class FieldSet(string owner, IReadOnlyList<FieldDefinition> columns)
{
    private readonly List<FieldDefinition> _userFields = [];

    public IEnumerable<FieldDefinition> All => columns.Concat(_userFields);

    public FieldDefinition? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    public void Add(FieldDefinition userField)
    {
        if (Find(userField.Name) is not null)
            throw new ArgumentException($"The {owner} already has a field {userField.Name}.", nameof(userField));
        _userFields.Add(userField);
    }

    /// <summary>Gives a user field other options.</summary>
    public void SetOptions(string name, Func<IReadOnlyList<FieldOption>, IEnumerable<FieldOption>> change)
    {
        var index = _userFields.FindIndex(field => field.Name == name && field.Type is EnumerationType);
        if (index < 0)
            throw new ArgumentException($"The {owner} has no list {name}.", nameof(name));
        _userFields[index] = _userFields[index] with { Options = [.. change(_userFields[index].Options)] };
    }
}
