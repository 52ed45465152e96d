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
                    new(Fingerprint.Of(side == Side.Bitrix24 ? value : outcome.Bitrix24), Fingerprint.Of(side == Side.Notion ? value : outcome.Notion)));
            }
        }

        return intended;
    }

    /// <summary>
    /// The baseline as it would be if every write that was carried out had been noted. A value that was written may also be one that a person
    /// entered meanwhile, by chance the same: where its origin has moved on, it counts as found on that side only, so that it stays restorable.
    /// </summary>
    public static Baseline Settle(Baseline baseline, IReadOnlyDictionary<FieldKey, IntendedWrite> intended, Snapshot bitrix24, Snapshot notion)
    {
        var fields = baseline.Fields;
        foreach (var (key, write) in intended)
        {
            if (bitrix24.Values.TryGetValue(key, out var inBitrix24) && notion.Values.TryGetValue(key, out var inNotion))
            {
                fields = (Fingerprint.Of(inBitrix24) == write.Baseline.Bitrix24, Fingerprint.Of(inNotion) == write.Baseline.Notion, write.To) switch
                {
                    (true, true, _) => fields.SetItem(key, write.Baseline),
                    (true, false, Side.Bitrix24) => fields.SetItem(key, write.Baseline with { OnlyInBitrix24 = true }),
                    (false, true, Side.Notion) => fields.SetItem(key, write.Baseline with { OnlyInNotion = true }),
                    _ => fields,
                };
            }
        }

        return ReferenceEquals(fields, baseline.Fields) ? baseline : new(fields);
    }
}
