using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>What came of writing a plan's values to one side.</summary>
/// <param name="After">What the system said of the record in answer to the write; null when nothing was left to write.</param>
/// <param name="Refused">Fields this side has no room for, each with a reason for an operator. They were not written; the others were.</param>
public sealed record WriteAnswer(Snapshot? After, IReadOnlyDictionary<FieldKey, string> Refused)
{
    /// <summary>Nothing was written because there was nothing to write.</summary>
    public static WriteAnswer Nothing { get; } = new(null, new Dictionary<FieldKey, string>());
}
