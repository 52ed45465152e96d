using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>What a batch answered about one record.</summary>
/// <param name="Record">The record as it came; null when there is none.</param>
/// <param name="ReadAt">When the batch was sent, by our clock.</param>
/// <param name="Failure">Why it could not be read; null when it could.</param>
internal sealed record Bitrix24Found(JsonElement? Record, DateTimeOffset ReadAt, RemoteException? Failure = null);
