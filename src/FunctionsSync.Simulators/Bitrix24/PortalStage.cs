namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A stage of a deal pipeline.</summary>
/// <remarks>
/// <c>Id</c>: the row's number in the dictionary.
/// <c>StageId</c>: what deals hold in <c>STAGE_ID</c>: <c>NEW</c>, or <c>C3:NEW</c> outside the default pipeline.
/// <c>Semantics</c>: P in progress, S won, F lost.
/// </remarks>
public sealed record PortalStage(int Id, int CategoryId, string StageId, string Name, char Semantics, int Sort, bool System);
