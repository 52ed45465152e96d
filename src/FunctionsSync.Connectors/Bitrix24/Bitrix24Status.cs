namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>A row of a status dictionary: a stage, a source, a type.</summary>
/// <param name="Code">What records hold, with its pipeline prefix: <c>NEW</c>, <c>C9:NEW</c>.</param>
/// <param name="Name">What people see.</param>
internal sealed record Bitrix24Status(string Code, string Name);
