namespace FunctionsSync.Core.Ports;

/// <summary>The right to do one thing alone, until it is released or runs out.</summary>
/// <param name="Name">What it is for; any text.</param>
/// <param name="ExpiresAt">From then on others may take it, by our clock.</param>
/// <param name="Version">Tells this holder from those before and after.</param>
public sealed record Lease(string Name, DateTimeOffset ExpiresAt, string Version);
