using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>The field that says of a record that its partner was deleted, and what it says then.</summary>
public sealed record DeletionMark<TField>(TField Field, CanonicalValue Value);
