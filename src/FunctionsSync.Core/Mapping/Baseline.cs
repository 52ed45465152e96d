using System.Collections.Immutable;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Fingerprints of every mapped field, per side, as of the last good sync.</summary>
public sealed record Baseline(ImmutableDictionary<FieldKey, FieldBaseline> Fields)
{
    public static Baseline None { get; } = new(ImmutableDictionary<FieldKey, FieldBaseline>.Empty);

    /// <summary>The id of the Notion property that each field was paired with. None is known of what was stored before these ids were.</summary>
    public ImmutableDictionary<FieldKey, string> Properties { get; init; } = ImmutableDictionary<FieldKey, string>.Empty;

    /// <summary>Null for a field nobody has synchronised yet.</summary>
    public FieldBaseline? this[FieldKey key] => Fields.GetValueOrDefault(key);

    /// <summary>
    /// Null also where the field is paired with another property by now: one that was removed took its values with it, and what another of its name
    /// says was never compared with anything.
    /// </summary>
    public FieldBaseline? this[FieldMap field] => Properties.GetValueOrDefault(field.Key, field.Notion.Id) == field.Notion.Id ? this[field.Key] : null;

    public bool Equals(Baseline? other) => other is not null && AreEqual(Fields, other.Fields) && AreEqual(Properties, other.Properties);

    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ HashCode.Combine(field.Key, field.Value));

    private static bool AreEqual<TValue>(ImmutableDictionary<FieldKey, TValue> one, ImmutableDictionary<FieldKey, TValue> other)
        where TValue : class =>
        one.Count == other.Count && one.All(entry => entry.Value.Equals(other.GetValueOrDefault(entry.Key)));
}
