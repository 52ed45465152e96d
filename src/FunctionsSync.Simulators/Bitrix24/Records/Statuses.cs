namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>The dictionaries besides the stages: sources, types and the like.</summary>
internal sealed class Statuses
{
    private readonly List<StatusEntry> _entries = [];
    private readonly Func<int> _nextId;

    public Statuses(Func<int> nextId)
    {
        _nextId = nextId;
        AddAll("SOURCE", ("CALL", "Call"), ("EMAIL", "E-mail"), ("WEB", "Website"), ("PARTNER", "Existing client"), ("OTHER", "Other"));
        AddAll("DEAL_TYPE", ("SALE", "Sales"), ("COMPLEX", "Integrated sales"), ("GOODS", "Goods"), ("SERVICES", "Services"));
        AddAll("CONTACT_TYPE", ("CLIENT", "Clients"), ("SUPPLIER", "Suppliers"), ("PARTNER", "Partners"), ("OTHER", "Other"));
        AddAll("COMPANY_TYPE", ("CUSTOMER", "Client"), ("SUPPLIER", "Supplier"), ("PARTNER", "Partner"), ("OTHER", "Other"));
        AddAll("HONORIFIC", ("HNR_EN_1", "Mr."), ("HNR_EN_2", "Mrs."), ("HNR_EN_3", "Ms."), ("HNR_EN_4", "Dr."));
        AddAll("INDUSTRY", ("IT", "Information Technology"), ("TELECOM", "Telecommunication"), ("OTHER", "Other"));
        AddAll("EMPLOYEES", ("EMPLOYEES_1", "less than 50"), ("EMPLOYEES_2", "50 to 250"), ("EMPLOYEES_3", "250 to 500"));
    }

    public IReadOnlyList<StatusEntry> All => _entries;

    public void Add(string dictionary, string code, string name)
    {
        if (_entries.Exists(entry => (entry.Dictionary, entry.Code) == (dictionary, code)))
            throw new ArgumentException($"There is already a {code} in {dictionary}.", nameof(code));
        var sort = _entries.Count(entry => entry.Dictionary == dictionary) * 10 + 10;
        _entries.Add(new StatusEntry(_nextId(), dictionary, code, name, sort));
    }

    public void Rename(string dictionary, string code, string name)
    {
        var index = IndexOf(dictionary, code);
        _entries[index] = _entries[index] with { Name = name };
    }

    public void Remove(string dictionary, string code) => _entries.RemoveAt(IndexOf(dictionary, code));

    private int IndexOf(string dictionary, string code) =>
        _entries.FindIndex(entry => (entry.Dictionary, entry.Code) == (dictionary, code)) is >= 0 and var index
            ? index
            : throw new ArgumentException($"There is no {code} in {dictionary}.", nameof(code));

    private void AddAll(string dictionary, params ReadOnlySpan<(string Code, string Name)> entries)
    {
        foreach (var (code, name) in entries)
            Add(dictionary, code, name);
    }
}
