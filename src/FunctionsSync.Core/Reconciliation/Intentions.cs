using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>
/// Tells our own writes of which no answer came, or after which the worker died, from people's edits: without it a value that we carried across would
/// look like an edit, and win over the person who has meanwhile taken back what it came from.
/// </summary>
public static class Intentions
{
    public static IReadOnlyDictionary<FieldKey, IntendedWrite> None { get; } = new Dictionary<FieldKey, IntendedWrite>();

    /// <summary>What carrying out a plan is going to write.</summary>
    public static IReadOnlyDictionary<FieldKey, IntendedWrite> Of(ReconciliationPlan plan)
    {
        var intended = new Dictionary<FieldKey, IntendedWrite>();
        foreach (var outcome in plan.Outcomes)
        {
            if (outcome is { Write: { } value, WriteTo: { } side })
            {
                intended[outcome.Field.Key] = new(
                    side,
                    new(Fingerprint.Of(side == Side.Bitrix24 ? value : outcome.Bitrix24), Fingerprint.Of(side == Side.Notion ? value : outcome.Notion)),
                    outcome.Field.Notion.Id);
            }
        }

        return intended;
    }

    /// <summary>The baseline as it would be if every write that was carried out had been noted.</summary>
    public static Baseline Settle(Baseline baseline, IReadOnlyDictionary<FieldKey, IntendedWrite> intended, Snapshot bitrix24, Snapshot notion)
    {
        var (fields, properties) = (baseline.Fields, baseline.Properties);
        foreach (var (key, write) in intended)
        {
            var (written, meant) = write.To == Side.Bitrix24 ? (bitrix24, write.Baseline.Bitrix24) : (notion, write.Baseline.Notion);
            if (written.Values.TryGetValue(key, out var value) && Fingerprint.Of(value) == meant)
            {
                fields = fields.SetItem(key, write.Baseline);
                properties = write.Property is { } property ? properties.SetItem(key, property) : properties;
            }
        }

        return ReferenceEquals(fields, baseline.Fields) ? baseline : new(fields) { Properties = properties };
    }
}
