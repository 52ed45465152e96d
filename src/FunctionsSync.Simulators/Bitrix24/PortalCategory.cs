namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>A deal pipeline; number 0 is the default one.</summary>
public sealed record PortalCategory(int Id, string Name, int Sort);
