namespace FunctionsSync.Simulation.Oracle;

/// <summary>Everything one field of one record has said, oldest first.</summary>
internal sealed class Track
{
    private readonly List<Change> _changes = [];

    /// <summary>What a property said that was taken away.</summary>
    private readonly List<Change> _former = [];

    public IReadOnlyList<Change> Changes => _changes;

    public string Value => _changes.Count == 0 ? string.Empty : _changes[^1].Value;

    public Change? Last => _changes.Count == 0 ? null : _changes[^1];

    public void Add(Change change) => _changes.Add(change);

    /// <summary>The property was taken away with all it said.</summary>
    public void Reset(DateTimeOffset at, string empty)
    {
        _former.AddRange(_changes);
        _changes.Clear();
        _changes.Add(new(at, empty, new Author.Nobody()));
    }

    /// <summary>Whether the field said this at any moment since.</summary>
    public bool HasSaid(Func<string, bool> wanted, DateTimeOffset since)
    {
        foreach (var change in _former.Concat(_changes).Reverse())
        {
            if (wanted(change.Value))
            {
                return true;
            }

            if (change.At < since)
            {
                // It said so from before until the next change, which was looked at already.
                return false;
            }
        }

        return false;
    }

    /// <summary>What we wrote last on behalf of a flow; null for nothing.</summary>
    public Change? LastWrite(string flow) => _changes.FindLast(change => change.By is Author.Product product && product.Flow == flow);

    public Change? LastEdit(string flow) => _changes.FindLast(change => change.IsEditFor(flow));
}
