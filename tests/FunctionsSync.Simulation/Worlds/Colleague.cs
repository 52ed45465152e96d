namespace FunctionsSync.Simulation.Worlds;

/// <summary>One person, as each system knows them.</summary>
internal sealed record Colleague(int Bitrix24Id, string NotionId, string Email);
