using FunctionsSync.Core.Changes;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Reconciliation;

/// <summary>All that decides what happens to a field: no values, so that every case can be written as a row of a table.</summary>
public sealed record FieldSituation
{
    public required FieldChange Change { get; init; }

    /// <summary>Whether both sides say the same thing now.</summary>
    public required bool Equal { get; init; }

    /// <summary>The side that holds nothing while the other holds something; null otherwise.</summary>
    public Side? EmptySide { get; init; }

    public required FieldDirection Direction { get; init; }

    public required ConflictPolicy Policy { get; init; }

    public required InitialRule Initial { get; init; }

    /// <summary>The side whose record was edited last, the tie already broken.</summary>
    public required Side LastEdited { get; init; }
}
