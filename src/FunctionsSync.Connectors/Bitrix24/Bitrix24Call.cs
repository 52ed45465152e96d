using System.Text.Json.Nodes;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>One call of a REST method.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Parameters">Its parameters, without the token.</param>
/// <param name="IsRead">Whether it changes nothing and may be repeated.</param>
/// <param name="NotAfter">When it is too late to send it; null for never.</param>
internal sealed record Bitrix24Call(string Method, JsonObject Parameters, bool IsRead, DateTimeOffset? NotAfter = null);
