using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>
/// What a worker was about to write into a field when it took the record. Where a later look finds the value there, it was written, whether or not
/// anybody lived to hear of it.
/// </summary>
/// <param name="To">The side it was going to.</param>
/// <param name="Baseline">The field's baseline once it is there.</param>
/// <param name="Property">The id of the Notion property the field was paired with; null where that was not stored yet.</param>
/// <param name="CreatesPage">Whether the page was to be created with it: then nothing else was there before.</param>
public sealed record IntendedWrite(Side To, FieldBaseline Baseline, string? Property, bool CreatesPage = false);
