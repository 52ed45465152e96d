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

    /// <summary>What creating a page is going to write into it.</summary>
    public static IReadOnlyDictionary<FieldKey, IntendedWrite> OfCreation(ReconciliationPlan plan) =>
        Of(plan).ToDictionary(write => write.Key, write => write.Value with { CreatesPage = true });

    /// <summary>
    /// The baseline as it would be if every write that was carried out had been noted. Whether it was we who wrote the value nobody can tell: where it
    /// is about to be overwritten, it counts as somebody's edit that reached nobody, and stays restorable.
    /// </summary>
    public static Baseline Settle(Baseline baseline, IReadOnlyDictionary<FieldKey, IntendedWrite> intended, Snapshot bitrix24, Snapshot notion)
    {
        var (fields, properties) = (baseline.Fields, baseline.Properties);
        foreach (var (key, write) in intended)
        {
            var (written, meant) = write.To == Side.Bitrix24 ? (bitrix24, write.Baseline.Bitrix24) : (notion, write.Baseline.Notion);
            if (!written.Values.TryGetValue(key, out var value))
            {
                continue;
            }

            var hasMovedOn = HasMovedOn(key, write, bitrix24, notion);
            var field = AsWritten(write, value, isThere: Fingerprint.Of(value) == meant, hasMovedOn);
            if (field is null && hasMovedOn && (baseline.Properties.GetValueOrDefault(key) ?? write.Property) == write.Property)
            {
                field = AsSeen(baseline[key], write);
            }

            if (field is not null)
            {
                fields = fields.SetItem(key, field);
                properties = write.Property is { } property ? properties.SetItem(key, property) : properties;
            }
        }

        return ReferenceEquals(fields, baseline.Fields) ? baseline : new(fields) { Properties = properties };
    }

    /// <summary>
    /// Null where the write was not carried out. A page that was created had the value, so what it says instead somebody has entered since, unless
    /// that is nothing: Notion may have refused the value. What it replaces stays restorable, in case it is only what Notion made of the value.
    /// </summary>
    private static FieldBaseline? AsWritten(IntendedWrite write, CanonicalValue says, bool isThere, bool hasMovedOn) => (isThere, hasMovedOn, write.CreatesPage) switch
    {
        (true, false, _) => write.Baseline,
        (true, true, _) => OnlyWhereItIs(write),
        (false, _, true) when says is not CanonicalValue.Empty => write.Baseline with { OnlyInBitrix24 = true },
        _ => null,
    };

    /// <summary>Whether the side that the value came from says something else by now.</summary>
    private static bool HasMovedOn(FieldKey key, IntendedWrite write, Snapshot bitrix24, Snapshot notion)
    {
        var (origin, said) = write.To == Side.Bitrix24 ? (notion, write.Baseline.Notion) : (bitrix24, write.Baseline.Bitrix24);
        return origin.Values.TryGetValue(key, out var value) && Fingerprint.Of(value) != said;
    }

    /// <summary>
    /// The write was not carried out, or was and has been overwritten, and where its value came from says something else now. That is an edit, also
    /// where it says again what it said before.
    /// </summary>
    private static FieldBaseline? AsSeen(FieldBaseline? known, IntendedWrite write) =>
        known is null ? null : write.To == Side.Bitrix24 ? known with { Notion = write.Baseline.Notion } : known with { Bitrix24 = write.Baseline.Bitrix24 };

    private static FieldBaseline OnlyWhereItIs(IntendedWrite write) =>
        write.To == Side.Bitrix24 ? write.Baseline with { OnlyInBitrix24 = true } : write.Baseline with { OnlyInNotion = true };
}
