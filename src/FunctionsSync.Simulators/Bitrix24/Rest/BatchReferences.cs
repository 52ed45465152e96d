using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Replaces <c>$result[first][item][id]</c> in a command by what earlier commands returned.</summary>
internal sealed partial class BatchReferences(JsonObject results)
{
    public JsonObject Resolve(JsonObject parameters) =>
        new(parameters.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value))));

    private JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject map => Resolve(map),
        JsonArray array => new JsonArray([.. array.Select(Resolve)]),
        _ => ResolveText(Php.Text(node)),
    };

    private JsonNode? ResolveText(string text)
    {
        var whole = Reference().Match(text);
        if (whole.Success && whole.Length == text.Length)
            return Find(whole)?.DeepClone();
        return Reference().Replace(text, match => Php.Text(Find(match)));
    }

    private JsonNode? Find(Match reference)
    {
        JsonNode? node = results;
        foreach (var step in reference.Groups["step"].Captures.Select(capture => capture.Value))
        {
            node = node switch
            {
                JsonObject map => map[step],
                JsonArray array when int.TryParse(step, out var index) && index >= 0 && index < array.Count => array[index],
                _ => null,
            };
        }
        return node;
    }

    [GeneratedRegex(@"\$result(\[(?<step>[^\]]+)\])+")]
    private static partial Regex Reference();
}
