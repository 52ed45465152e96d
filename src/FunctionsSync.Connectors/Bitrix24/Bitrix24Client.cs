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
internal sealed class Bitrix24Client(
    HttpClient http, Bitrix24Authorization authorization, Bitrix24OperatingTime operatingTime, Bitrix24Features features, TimeProvider timeProvider)
{
    /// <summary>Names the part of the application that calls; offline events leave out what the same part did.</summary>
    public const string AuthConnector = "auth_connector";

    /// <summary>The most commands one batch takes.</summary>
    public const int MaxBatch = 50;

    private const string Batch = "batch";

    /// <summary>Calls a method that changes nothing.</summary>
    /// <returns>The envelope's <c>result</c>.</returns>
    public async Task<JsonElement> ReadAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        ResultOf(await ReadEnvelopeAsync(method, parameters, cancellationToken));

    /// <summary>Calls a method that changes nothing.</summary>
    /// <returns>The whole envelope: <c>result</c>, and beside it <c>time</c> with what the portal's clock said.</returns>
    public Task<JsonElement> ReadEnvelopeAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        CallAsync(new(method, parameters, IsRead: true), cancellationToken);

    /// <summary>Calls a method that changes nothing by a token that is not, or not yet, ours; once, and at our portal.</summary>
    public async Task<JsonElement> ReadByTokenAsync(string token, string method, CancellationToken cancellationToken)
    {
        var access = new Bitrix24Access(token, await authorization.GetPortalAsync(cancellationToken));
        var call = new Bitrix24Call(method, [], IsRead: true);
        var (response, body) = await SendAsync(call, access, cancellationToken);
        return ResultOf(Envelope(call, response, body));
    }

    /// <inheritdoc cref="WriteAsync(string, JsonObject, DateTimeOffset?, CancellationToken)"/>
    public Task<JsonElement> WriteAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        WriteAsync(method, parameters, notAfter: null, cancellationToken);

    /// <summary>Calls a method that may change records. It is sent once: a failure may hide a success.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="notAfter">When it is too late to send it, also with a fresh token: it fails unsent then. Null for never.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The envelope's <c>result</c>.</returns>
    public async Task<JsonElement> WriteAsync(string method, JsonObject parameters, DateTimeOffset? notAfter, CancellationToken cancellationToken)
    {
        if (await FindConnectorAsync(cancellationToken) is not { } connector)
        {
            return await WriteAsync(new(method, parameters, IsRead: false, notAfter), cancellationToken);
        }

        var named = parameters.DeepClone().AsObject();
        named[AuthConnector] = connector;
        try
        {
            return await WriteAsync(new(method, named, IsRead: false, notAfter), cancellationToken);
        }
        catch (RemoteException exception) when (exception is { Failure: RemoteFailure.Forbidden, ConcernsConnection: true })
        {
            // The plan may have lost the connector meanwhile, and what it refuses was not carried out.
            features.Forget();
            return await WriteAsync(new(method, parameters, IsRead: false, notAfter), cancellationToken);
        }
    }

    /// <summary>Calls a method that may change something and touches no record. It is sent once: a failure may hide a success.</summary>
    /// <returns>The envelope's <c>result</c>.</returns>
    public Task<JsonElement> ManageAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        WriteAsync(new(method, parameters, IsRead: false), cancellationToken);

    /// <summary>Calls up to <see cref="MaxBatch"/> reading methods in one request. Those whose method is held are left out and fail alone.</summary>
    /// <param name="commands">By a name of the caller's choice, each as <c>method?query</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Bitrix24BatchAnswer> BatchReadAsync(IReadOnlyDictionary<string, string> commands, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(commands.Count, MaxBatch);
        var held = new Dictionary<string, RemoteException>();
        foreach (var (key, command) in commands)
        {
            try
            {
                await operatingTime.WaitAsync(MethodOf(command), cancellationToken);
            }
            catch (RemoteException exception)
            {
                held[key] = exception;
            }
        }

        var sent = commands.Where(command => !held.ContainsKey(command.Key)).ToList();
        if (sent.Count == 0)
        {
            return new(default, held);
        }

        var cmd = new JsonObject(sent.Select(command => KeyValuePair.Create(command.Key, (JsonNode?)command.Value)));
        var result = await ReadAsync(Batch, new JsonObject { ["halt"] = 0, ["cmd"] = cmd }, cancellationToken);
        foreach (var (key, command) in sent)
        {
            if (Note(MethodOf(command), PhpJson.Member(result, "result_time"), PhpJson.Member(result, "result_error"), key) is { } failure)
            {
                held[key] = failure;
            }
        }

        return new(result, held);
    }

    private async Task<JsonElement> WriteAsync(Bitrix24Call call, CancellationToken cancellationToken) => ResultOf(await CallAsync(call, cancellationToken));

    /// <summary>A write need not wait for it: without it our own edit is looked at once more.</summary>
    private async Task<string?> FindConnectorAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await features.FindConnectorAsync(this, cancellationToken);
        }
        catch (RemoteException)
        {
            return null;
        }
    }

    private static string MethodOf(string command) => command.Split('?', 2)[0];

    /// <summary>Learns from one command of a batch how much time its method has left; says so where it has none.</summary>
    private RemoteException? Note(string method, JsonElement? times, JsonElement? errors, string key)
    {
        if (times is { } known && PhpJson.Member(known, key) is { } time)
        {
            operatingTime.Count(method, time);
        }

        if (errors is not { } refused || PhpJson.Member(refused, key) is not { } error || !Bitrix24Errors.IsOperationTimeLimit(Bitrix24Errors.Read(error).Code))
        {
            return null;
        }

        operatingTime.Exceeded(method);
        return Bitrix24Errors.Held(method, operatingTime.HeldFor(method));
    }

    private async Task<JsonElement> CallAsync(Bitrix24Call call, CancellationToken cancellationToken)
    {
        while (true)
        {
            await operatingTime.WaitAsync(call.Method, cancellationToken);
            var (response, body) = await SendAsync(call, cancellationToken);
            if (!Bitrix24Errors.IsOperationTimeLimit(Bitrix24Errors.Read(body).Code))
            {
                var envelope = OwnEnvelope(call, response, body);
                Count(call.Method, envelope);
                return envelope;
            }

            // It was not carried out: it waits, or fails before it is sent again.
            response.Dispose();
            operatingTime.Exceeded(call.Method);
        }
    }

    /// <summary>A batch takes the time of its commands, which each tell their own.</summary>
    private void Count(string method, JsonElement body)
    {
        if (method != Batch)
        {
            operatingTime.Count(method, PhpJson.Member(body, "time") ?? default);
        }
    }

    /// <summary>Sends it, and once more where the portal has moved or the token is refused.</summary>
    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(Bitrix24Call call, CancellationToken cancellationToken)
    {
        var access = await authorization.GetAsync(cancellationToken);
        var (response, body) = await SendAsync(call, access, cancellationToken);
        if (MovedTo(response, access) is { } location)
        {
            // A portal that redirects has not carried the call out.
            response.Dispose();
            access = await authorization.FollowAsync(access, location, cancellationToken);
            (response, body) = await SendAsync(call, access, cancellationToken);
        }

        if (Bitrix24Errors.Read(body).Code is not (Bitrix24Errors.ExpiredToken or Bitrix24Errors.InvalidToken))
        {
            return (response, body);
        }

        response.Dispose();
        access = await authorization.RenewAsync(access, cancellationToken);
        return await SendAsync(call, access, cancellationToken);
    }

    /// <summary>Where our token is refused, whatever is stored by then is taken next. Somebody else's that is refused says nothing of ours.</summary>
    private JsonElement OwnEnvelope(Bitrix24Call call, HttpResponseMessage response, JsonElement body)
    {
        try
        {
            return Envelope(call, response, body);
        }
        catch (RemoteException exception) when (exception.Failure == RemoteFailure.Unauthorized)
        {
            authorization.Forget();
            throw;
        }
    }

    private JsonElement Envelope(Bitrix24Call call, HttpResponseMessage response, JsonElement body)
    {
        using (response)
        {
            var (code, description) = Bitrix24Errors.Read(body);
            if (code is null && response.IsSuccessStatusCode && body.ValueKind == JsonValueKind.Object && body.TryGetProperty("result", out _))
            {
                return body;
            }

            throw Bitrix24Errors.ToException(call.Method, response.StatusCode, code, description, call.IsRead, RetryAfter.Of(response, timeProvider));
        }
    }

    private async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        Bitrix24Call call, Bitrix24Access access, CancellationToken cancellationToken)
    {
        var withToken = call.Parameters.DeepClone().AsObject();
        withToken["auth"] = access.Token;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(access.Portal, $"rest/{call.Method}"))
        {
            Content = new StringContent(withToken.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (call.IsRead)
        {
            request.AsRead();
        }

        if (call.NotAfter is { } notAfter)
        {
            request.NotAfter(notAfter);
        }

        var response = await RemoteCall.SendAsync(http, request, "The Bitrix24 portal", cancellationToken);
        return (response, await Bitrix24Body.ReadAsync(response, cancellationToken));
    }

    private static JsonElement ResultOf(JsonElement envelope) => envelope.GetProperty("result");

    /// <summary>The address at another host to which a renamed portal redirects; null when this is none.</summary>
    private static Uri? MovedTo(HttpResponseMessage response, Bitrix24Access access) =>
        response.StatusCode is HttpStatusCode.Found or HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { IsAbsoluteUri: true } location && location.Authority != access.Portal.Authority
            ? location
            : null;
}
