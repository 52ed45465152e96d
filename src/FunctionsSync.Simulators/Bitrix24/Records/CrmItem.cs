namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>A CRM record: its values by original field name.</summary>
internal sealed class CrmItem(int id, IReadOnlyDictionary<string, object?> values)
{
    private readonly Dictionary<string, object?> _values = new(values) { ["ID"] = id };

    public int Id { get; } = id;

    public IReadOnlyDictionary<string, object?> Values => _values;

    public object? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => _values[name] = value;
    }

    public T? Get<T>(string name) => this[name] is T value ? value : default;

    public CrmItem Copy() => new(Id, _values);
}
