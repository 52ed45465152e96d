namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>An entry of a dictionary: <c>CALL</c> in <c>SOURCE</c>.</summary>
internal sealed record StatusEntry(int Id, string Dictionary, string Code, string Name, int Sort);
