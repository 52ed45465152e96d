using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>What a method returns.</summary>
/// <remarks>
/// <c>Total</c>: null where nothing was counted.
/// <c>Next</c>: where the next page starts; null on the last.
/// </remarks>
internal sealed record RestResult(JsonNode? Result, int? Total = null, int? Next = null);
