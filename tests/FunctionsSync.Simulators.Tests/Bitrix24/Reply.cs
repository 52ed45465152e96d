using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Error => Json["error"]!.GetValue<string>();

    /// <summary>Status and error code, as the vendor's tables of errors list them.</summary>
    public (int Status, string Error) Refusal => (Status, Error);
}
