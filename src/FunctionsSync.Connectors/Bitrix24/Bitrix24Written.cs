using System.Text.Json.Nodes;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>A value as Bitrix24 takes it, or why it does not take it.</summary>
internal sealed record Bitrix24Written(JsonNode? Node, string? Refusal = null)
{
    public static Bitrix24Written Refuse(string reason) => new(null, reason);
}
