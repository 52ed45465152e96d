namespace FunctionsSync.Core.Mapping;

/// <summary>An option of a list field.</summary>
/// <param name="Code">What records hold.</param>
/// <param name="Name">What people see.</param>
public sealed record FieldOption(string Code, string Name);
