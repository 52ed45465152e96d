using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>A PHP object without public members: the only thing the portal prints as <c>{}</c>.</summary>
internal sealed record PhpObject
{
    public static JsonNode? Node() => JsonValue.Create(new PhpObject());
}
