using System.Text.Json.Nodes;

namespace FunctionsSync.Connectors.Notion;

/// <summary>A value as Notion takes it, or why it does not take it.</summary>
internal sealed record NotionWritten(JsonObject? Value, string? Refusal = null)
{
    public static NotionWritten Refuse(string reason) => new(null, reason);
}
