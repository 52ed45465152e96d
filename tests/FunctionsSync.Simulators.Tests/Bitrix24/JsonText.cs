using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Tests.Bitrix24;

internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON as it was sent, with every sign as itself.</summary>
    public static string ToText(this JsonNode? node) => node?.ToJsonString(Options) ?? "null";

    /// <summary>Some members of a map, as an array: <c>[1,"NEW",null]</c>.</summary>
    public static string Pick(this JsonNode map, params string[] names) => $"[{string.Join(',', names.Select(name => map[name].ToText()))}]";
}
