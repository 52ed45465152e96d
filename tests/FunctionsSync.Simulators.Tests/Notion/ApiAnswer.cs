using System.Net;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Notion;

public sealed record ApiAnswer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}
