using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Calls REST methods of the portal: JSON both ways, the token in the body, exactly one retry with a fresh token.
/// Source: https://apidocs.bitrix24.com/settings/how-to-call-rest-api/.
/// </summary>
internal sealed class Bitrix24Client(HttpClient http, Bitrix24Authorization authorization, TimeProvider timeProvider)
{
    /// <summary>The most commands one batch takes.</summary>
    public const int MaxBatch = 50;

    /// <summary>Calls a method that changes nothing.</summary>
    /// <returns>The envelope's <c>result</c>.</returns>
    public Task<JsonElement> ReadAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        CallAsync(method, parameters, isRead: true, cancellationToken);

    /// <summary>Calls a method that may change something. It is sent once: a failure may hide a success.</summary>
    /// <returns>The envelope's <c>result</c>.</returns>
    public Task<JsonElement> WriteAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        CallAsync(method, parameters, isRead: false, cancellationToken);

    /// <summary>Calls up to <see cref="MaxBatch"/> reading methods in one request.</summary>
    /// <param name="commands">By a name of the caller's choice, each as <c>method?query</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Bitrix24BatchAnswer> BatchReadAsync(IReadOnlyDictionary<string, string> commands, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(commands.Count, MaxBatch);
        var cmd = new JsonObject(commands.Select(command => KeyValuePair.Create(command.Key, (JsonNode?)command.Value)));
        return new(await ReadAsync("batch", new JsonObject { ["halt"] = 0, ["cmd"] = cmd }, cancellationToken));
    }

    private async Task<JsonElement> CallAsync(string method, JsonObject parameters, bool isRead, CancellationToken cancellationToken)
    {
        var token = await authorization.GetAccessTokenAsync(cancellationToken);
        var (response, body) = await SendAsync(method, parameters, isRead, token, cancellationToken);
        var (code, description) = Bitrix24Errors.Read(body);
        if (code is Bitrix24Errors.ExpiredToken or Bitrix24Errors.InvalidToken)
        {
            response.Dispose();
            token = await authorization.RenewAsync(token, cancellationToken);
            (response, body) = await SendAsync(method, parameters, isRead, token, cancellationToken);
            (code, description) = Bitrix24Errors.Read(body);
        }

        using (response)
        {
            return code is null && response.IsSuccessStatusCode && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("result", out var result)
                ? result
                : throw Failure(method, response, code, description, isRead);
        }
    }

    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        string method, JsonObject parameters, bool isRead, string token, CancellationToken cancellationToken)
    {
        var withToken = parameters.DeepClone().AsObject();
        withToken["auth"] = token;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"rest/{method}")
        {
            Content = new StringContent(withToken.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var response = await RemoteCall.SendAsync(http, isRead ? request.AsRead() : request, "The Bitrix24 portal", cancellationToken);
        return (response, await Bitrix24Body.ReadAsync(response, cancellationToken));
    }

    private RemoteException Failure(string method, HttpResponseMessage response, string? code, string? description, bool isRead) =>
        response is { StatusCode: HttpStatusCode.Found, Headers.Location: { IsAbsoluteUri: true } location }
            ? new(RemoteFailure.Forbidden, $"The Bitrix24 portal has moved to {location.Host}: set Bitrix24__PortalUrl to its new address.")
            : Bitrix24Errors.ToException(method, response.StatusCode, code, description, isRead, RetryAfter.Of(response, timeProvider));
}
