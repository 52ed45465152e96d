using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;
using Microsoft.AspNetCore.Http;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>Reads the parameters of a request: the query, and over it a JSON or form body.</summary>
internal static class RequestParameters
{
    public static async Task<JsonObject> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var parameters = PhpQuery.Parse(request.QueryString.Value?.TrimStart('?') ?? "");
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        var sent = request.HasJsonContentType() ? ParseJson(body) : PhpQuery.Parse(body);
        foreach (var (name, value) in sent)
            parameters[name] = value?.DeepClone();
        return parameters;
    }

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
