using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Mapping;

/// <summary>The flow whose pages a relation points at, and the records they stand for.</summary>
public sealed record RelationTarget(FlowName Flow, EntityType Entity);
