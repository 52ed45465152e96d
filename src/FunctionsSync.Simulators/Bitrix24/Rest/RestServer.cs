using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Events;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Answers calls: finds the method, checks who calls, runs it, wraps the result.</summary>
internal sealed class RestServer(PortalState state)
{
    public RestAnswer Answer(RestCall call)
    {
        var started = state.Now;
        try
        {
            var method = RestMethods.Find(call.Method) ?? throw new RestError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404);
            var caller = Authorize(call.Credentials);
            var context = new RestContext(state, caller, new PortalHit(caller.User.Id, caller.HopsLeft) { Connector = ConnectorOf(call, caller) });
            var result = Run(method, call.Parameters, context);
            state.Send(context.Hit);
            return new RestAnswer(200, Envelope(result, method, started));
        }
        catch (RestError error)
        {
            return new RestAnswer(error.Status, Refusal(error));
        }
    }

    public static JsonObject Refusal(RestError error) => new() { ["error"] = error.Code, ["error_description"] = error.Message };

    /// <summary>Runs a method for a caller who is already known; batch runs its commands by this.</summary>
    public static RestResult Run(RestMethod method, JsonObject parameters, RestContext context)
    {
        var scopes = context.State.Options.Scopes;
        if (method.ApplicationOnly && !context.Caller.IsApplication)
            throw new RestError("WRONG_AUTH_TYPE", "Current authorization type is denied for this method", 403);
        if (method.Scope.Length > 0 && !scopes.Contains(method.Scope))
            throw new RestError("insufficient_scope", "The request requires higher privileges than provided by the access token", 403);
        if (context.State.Meter.IsBlocked(method.Name))
            throw RestError.OperationTimeLimit();
        return method.Run(context, parameters);
    }

    public static JsonObject Time(PortalState state, string method, DateTimeOffset started)
    {
        var finished = state.Now;
        var values = state.ValuesFor(null);
        var (seconds, resetAt) = state.Meter.Count(method);
        return new JsonObject
        {
            ["start"] = Seconds(started),
            ["finish"] = Seconds(finished),
            ["duration"] = (finished - started).TotalSeconds,
            ["processing"] = (finished - started).TotalSeconds,
            ["date_start"] = DateTimeType.Print(started, values),
            ["date_finish"] = DateTimeType.Print(finished, values),
            ["operating_reset_at"] = resetAt,
            ["operating"] = seconds,
        };
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private JsonObject Envelope(RestResult result, RestMethod method, DateTimeOffset started)
    {
        var body = new JsonObject { ["result"] = result.Result };
        if (result.Next is { } next)
            body["next"] = next;
        if (result.Total is { } total)
            body["total"] = total;
        body["time"] = Time(state, method.Name, started);
        return body;
    }

    private Caller Authorize(RestCredentials credentials) => credentials switch
    {
        RestCredentials.Token token => ByToken(token.AccessToken),
        RestCredentials.Webhook hook when state.Webhooks.Has(hook.UserId, hook.Secret) =>
            new Caller(ActiveUser(hook.UserId), IsApplication: false, PortalHit.FullHops),
        RestCredentials.Webhook => throw new RestError("INVALID_CREDENTIALS", "Invalid request credentials", 401),
        _ => throw new RestError("NO_AUTH_FOUND", "Wrong authorization data", 401),
    };

    private Caller ByToken(string accessToken)
    {
        var token = state.Tokens.Find(accessToken) ?? throw new RestError("invalid_token", "Unable to get application by token", 401);
        if (token.ExpiresAt <= state.Now)
            throw new RestError("expired_token", "The access token provided has expired.", 401);
        return new Caller(ActiveUser(token.UserId), IsApplication: true, token.HopsLeft);
    }

    private PortalUser ActiveUser(int id) => state.Users.Find(id) is { Active: true } user
        ? user
        : throw new RestError("user_access_error", "The user does not have access to the application.", 401);

    /// <summary>What an application calls itself; only some plans let it.</summary>
    private string ConnectorOf(RestCall call, Caller caller)
    {
        var connector = caller.IsApplication ? Php.Text(call.Parameters["auth_connector"]) : "";
        if (connector.Length > 0 && !state.Options.Features.Contains("rest_auth_connector"))
            throw new RestError("WRONG_LICENSE", "Access denied! Your plan does not include auth_connector", 403);
        return connector;
    }
}
