using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Reads the parameters of a request: the query, and over it a JSON or form body.</summary>
internal static class RequestParameters
{
    public static JsonObject Read(Bitrix24ApiRequest request)
    {
        var parameters = PhpQuery.Parse(request.Query);
        var sent = IsJson(request.ContentType) ? ParseJson(request.Body) : PhpQuery.Parse(request.Body);
        foreach (var (name, value) in sent)
            parameters[name] = value?.DeepClone();
        return parameters;
    }

    private static bool IsJson(string? contentType) =>
        contentType?.Split(';')[0].Trim() is { } type
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>What is not a JSON object counts as nothing sent.</summary>
    private static JsonObject ParseJson(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
