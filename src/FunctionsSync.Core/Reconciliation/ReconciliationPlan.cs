using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>What to do about one record: all fields that go to one side are one write.</summary>
public sealed record ReconciliationPlan(IReadOnlyList<FieldOutcome> Outcomes)
{
    /// <summary>Fields whose value gives way to the other side's.</summary>
    public IEnumerable<FieldOutcome> Conflicts => Outcomes.Where(outcome => outcome.Lost is not null);

    /// <summary>Fields whose value cannot be carried across.</summary>
    public IEnumerable<FieldOutcome> Held => Outcomes.Where(outcome => outcome.HeldBecause is not null);

    /// <summary>The part of the plan that writes to a side.</summary>
    public ReconciliationPlan Only(Side side) => new([.. Outcomes.Where(outcome => outcome.WriteTo == side)]);

    /// <summary>The part of the plan that is done as soon as it is known: nothing is written, and nothing held.</summary>
    public ReconciliationPlan WithoutWrites() => new([.. Outcomes.Where(outcome => outcome is { WriteTo: null, HeldBecause: null })]);

    /// <summary>The part of the plan that does not write to a side.</summary>
    public ReconciliationPlan Without(Side side) => new([.. Outcomes.Where(outcome => outcome.WriteTo != side)]);

    /// <summary>The values to write to a side; empty when nothing is written there.</summary>
    public IReadOnlyDictionary<FieldKey, CanonicalValue> WritesTo(Side side)
    {
        var writes = new Dictionary<FieldKey, CanonicalValue>();
        foreach (var outcome in Outcomes)
        {
            if (outcome.Write is { } value && outcome.WriteTo == side)
            {
                writes.Add(outcome.Field.Key, value);
            }
        }

        return writes;
    }
}
