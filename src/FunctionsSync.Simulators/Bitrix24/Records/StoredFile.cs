namespace FunctionsSync.Simulators.Bitrix24.Records;

/// <summary>An uploaded file; the bytes are not kept.</summary>
internal sealed record StoredFile(int Id, string Name);
