using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Rest;

namespace FunctionsSync.Simulators.Bitrix24.Http;

/// <summary>A REST request taken apart.</summary>
/// <remarks><c>LoggedPath</c>: the path without the secret of an inbound webhook.</remarks>
internal sealed record RestRequest(RestCall Call, string LoggedPath)
{
    public bool IsWrite => Call.Method.Equals("batch", StringComparison.OrdinalIgnoreCase)
        ? BatchMethod.IsWrite(Call.Parameters)
        : RestMethods.Find(Call.Method) is { IsWrite: true };

    /// <remarks><c>path</c>: what follows <c>/rest/</c>: a method, or user, secret and method of a webhook; <c>.json</c> may
    /// follow.</remarks>
    public static RestRequest Parse(string path, JsonObject parameters, string? authorization)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var method = parts.Length > 0 ? WithoutFormat(parts[^1]) : "";
        if (parts.Length >= 3 && int.TryParse(parts[0], out var userId))
        {
            return new RestRequest(
                new RestCall(method, parameters, new RestCredentials.Webhook(userId, parts[1])), $"/rest/{userId}/***/{parts[^1]}");
        }
        return new RestRequest(new RestCall(method, parameters, TokenOf(parameters, authorization)), "/rest/" + string.Join('/', parts));
    }

    private static RestCredentials TokenOf(JsonObject parameters, string? authorization)
    {
        const string bearer = "Bearer ";
        var token = Php.Text(parameters["auth"]);
        if (token.Length == 0)
            token = Php.Text(parameters["access_token"]);
        if (token.Length == 0 && authorization is not null && authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            token = authorization[bearer.Length..].Trim();
        return token.Length > 0 ? new RestCredentials.Token(token) : new RestCredentials.None();
    }

    private static string WithoutFormat(string method) =>
        method.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? method[..^".json".Length] : method;
}
