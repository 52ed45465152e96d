using FunctionsSync.Core.Model;

namespace FunctionsSync.Service.Resyncing;

/// <summary>How far a full comparison has come: told now and then, and at the end of each side.</summary>
/// <param name="Flow">The flow that is being compared.</param>
/// <param name="Side">The side that is being listed.</param>
/// <param name="Count">How many of its records have been seen.</param>
public sealed record ResyncProgress(FlowName Flow, Side Side, int Count);
