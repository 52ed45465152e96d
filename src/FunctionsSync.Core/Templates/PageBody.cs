using FunctionsSync.Core.Mapping;

namespace FunctionsSync.Core.Templates;

/// <summary>A template bound to the fields of an entity.</summary>
/// <param name="Template">What the body looks like.</param>
/// <param name="Fields">The fields it shows. They are read as mapped fields are, and go into the page's body instead of a property.</param>
public sealed record PageBody(PageTemplate Template, IReadOnlyList<FieldMap> Fields);
