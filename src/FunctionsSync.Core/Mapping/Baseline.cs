using System.Collections.Immutable;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>Fingerprints of every mapped field, per side, as of the last good sync.</summary>
public sealed record Baseline(ImmutableDictionary<FieldKey, FieldBaseline> Fields)
{
    public static Baseline None { get; } = new(ImmutableDictionary<FieldKey, FieldBaseline>.Empty);

    /// <summary>Null for a field nobody has synchronised yet.</summary>
    public FieldBaseline? this[FieldKey key] => Fields.GetValueOrDefault(key);

    public bool Equals(Baseline? other) =>
        other is not null && Fields.Count == other.Fields.Count && Fields.All(field => other[field.Key] == field.Value);

    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ HashCode.Combine(field.Key, field.Value));
}
