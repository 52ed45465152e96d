using System.Globalization;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Events;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>What the application binds to: events that are sent to a handler, and offline events that it fetches.</summary>
internal static class EventMethods
{
    private const int HandlerColumn = 255;

    public static RestResult Bind(RestContext context, JsonObject parameters)
    {
        var name = Php.Text(parameters.Member("event")).ToUpperInvariant();
        var authUser = Php.Integer(parameters.Member("auth_type")) ?? 0;
        var offline = Php.Text(parameters.Member("event_type")).Equals("offline", StringComparison.OrdinalIgnoreCase);
        var caller = context.Caller.User;
        if (name.Length == 0)
            throw new RestError("ERROR_ARGUMENT", "Argument 'EVENT' is null or empty");
        if (!caller.IsAdmin && (offline || authUser != 0 && authUser != caller.Id))
            throw new RestError("ACCESS_DENIED", "Access denied!", 403);
        if (!EventCatalog.Has(name, context.State.Options.Scopes, context.State.SmartProcesses.Keys))
            throw new RestError("ERROR_EVENT_NOT_FOUND", "Event not found");
        var connector = Php.Text(parameters.Member("auth_connector"));
        var isNew = offline
            ? context.State.OfflineEvents.TryBind(name, connector)
            : context.State.Bindings.TryAdd(name, HandlerOf(Php.Text(parameters.Member("handler"))), caller.IsAdmin ? authUser : caller.Id, connector);
        return isNew
            ? new RestResult(true)
            : throw new RestError("ERROR_CORE", "Unable to set event handler: Handler already binded");
    }

    public static RestResult Get(RestContext context, JsonObject parameters)
    {
        var caller = context.Caller.User;
        var rows = context.State.Bindings.All.Where(binding => caller.IsAdmin || binding.AuthUserId == caller.Id).Select(Row);
        return new RestResult(new JsonArray([.. rows, .. context.State.OfflineEvents.Bindings.Select(OfflineRow)]));
    }

    public static RestResult Unbind(RestContext context, JsonObject parameters)
    {
        var name = Php.Text(parameters.Member("event")).ToUpperInvariant();
        var offline = Php.Text(parameters.Member("event_type")).Equals("offline", StringComparison.OrdinalIgnoreCase);
        var count = offline
            ? context.State.OfflineEvents.Unbind(name, Php.Text(parameters.Member("auth_connector")))
            : context.State.Bindings.Remove(name, Php.Text(parameters.Member("handler")), Php.Integer(parameters.Member("auth_type")) ?? 0);
        return new RestResult(new JsonObject { ["count"] = count });
    }

    public static RestResult Names(RestContext context, JsonObject parameters) =>
        new(new JsonArray([.. EventCatalog.Names(context.State.Options.Scopes, context.State.SmartProcesses.Keys)
            .Select(static name => JsonValue.Create(name))]));

    private static JsonNode Row(EventBinding binding) => new JsonObject
    {
        ["event"] = binding.Event,
        ["handler"] = binding.Handler.OriginalString,
        ["auth_type"] = binding.AuthUserId.ToString(CultureInfo.InvariantCulture),
        ["offline"] = 0,
    };

    private static JsonNode OfflineRow((string Event, string Connector) binding) => new JsonObject
    {
        ["event"] = binding.Event,
        ["connector_id"] = binding.Connector,
        ["offline"] = 1,
    };

    /// <summary>A handler is a public address; a test portal also takes loopback.</summary>
    private static Uri HandlerOf(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var handler))
            throw new RestError("ERROR_WRONG_HANDLER_URL", "Wrong handler URL");
        if (handler.Scheme != Uri.UriSchemeHttp && handler.Scheme != Uri.UriSchemeHttps)
            throw new RestError("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported event handler protocol");
        if (!handler.IsLoopback && !handler.Host.Contains('.', StringComparison.Ordinal))
            throw new RestError("ERROR_WRONG_HANDLER_URL", "Wrong handler URL");
        return text.Length <= HandlerColumn
            ? handler
            : throw new RestError("ERROR_CORE", "Unable to set event handler: the handler's address is too long");
    }
}
