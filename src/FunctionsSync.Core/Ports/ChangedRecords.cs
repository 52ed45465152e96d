namespace FunctionsSync.Core.Ports;

/// <summary>One answer of a listing of changes.</summary>
/// <param name="ReadAt">When the portal began to answer, by its own clock and to the second: what was edited before is in the listing, or was in an answer before.</param>
/// <param name="Records">The records, by id.</param>
public sealed record ChangedRecords(DateTimeOffset ReadAt, IReadOnlyList<ListedRecord> Records);
