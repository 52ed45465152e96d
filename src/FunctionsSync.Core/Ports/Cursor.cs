namespace FunctionsSync.Core.Ports;

/// <summary>Where a poll left off.</summary>
/// <param name="Name">Which poll, unique; any text.</param>
/// <param name="Position">Everything up to this instant, by the polled system's clock, was seen and enqueued.</param>
/// <param name="ETag">The version the store gave it; null for a cursor that was never stored.</param>
public sealed record Cursor(string Name, DateTimeOffset Position, string? ETag = null);
