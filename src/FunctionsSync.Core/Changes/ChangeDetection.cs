using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Changes;

/// <summary>Compares what a side says now with what it said after the last good sync.</summary>
public static class ChangeDetection
{
    public static FieldChange Detect(FieldBaseline? baseline, CanonicalValue bitrix24, CanonicalValue notion) => baseline is null
        ? new(Bitrix24: false, Notion: false, FirstSight: true)
        : new(baseline.Bitrix24 != Fingerprint.Of(bitrix24), baseline.Notion != Fingerprint.Of(notion));

    /// <summary>Whether one side's record as a whole says anything new, so that the other side need not even be read.</summary>
    public static bool IsNews(Side side, Flow flow, Baseline baseline, Snapshot snapshot) => flow.Fields.Any(field =>
        snapshot.Values.TryGetValue(field.Key, out var value)
        && (baseline[field] is not { } known || (side == Side.Bitrix24 ? known.Bitrix24 : known.Notion) != Fingerprint.Of(value)));
}
