namespace FunctionsSync.Testing;

/// <summary>One person, as each system knows them.</summary>
public sealed record Colleague(int Bitrix24Id, string NotionId);
