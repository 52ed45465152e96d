using FunctionsSync.Simulation.Oracle;

namespace FunctionsSync.Simulation;

/// <summary>What became of a history.</summary>
/// <param name="Seed">Replays it.</param>
/// <param name="Steps">How much people, machines and operators did.</param>
/// <param name="Requests">How many requests both systems answered.</param>
/// <param name="Unseen">Edits that came between our read and our write and were overwritten, the one exception: for each, how long it was between the two.</param>
/// <param name="UnseenLate">The same, of writes that were carried out long after their connection broke.</param>
/// <param name="Faults">What went wrong on the way, by kind.</param>
/// <param name="Trail">Equal for equal runs.</param>
/// <param name="Broken">The first promise that was broken; null for none.</param>
internal sealed record HistoryResult(
    int Seed, int Steps, int Requests, IReadOnlyList<TimeSpan> Unseen, IReadOnlyList<TimeSpan> UnseenLate, IReadOnlyDictionary<string, int> Faults, ulong Trail,
    BrokenPromise? Broken);
