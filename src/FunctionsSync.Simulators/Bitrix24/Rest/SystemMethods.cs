using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Bitrix24.Records;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>About the application and the portal.</summary>
internal static class SystemMethods
{
    public static RestResult ApplicationInfo(RestContext context, JsonObject parameters) => new(new JsonObject
    {
        ["ID"] = 1,
        ["CODE"] = context.State.Options.ClientId,
        ["VERSION"] = 1,
        ["STATUS"] = "L",
        ["INSTALLED"] = true,
        ["PAYMENT_EXPIRED"] = "N",
        ["DAYS"] = null,
        ["LANGUAGE_ID"] = "en",
        ["LICENSE"] = "en_std",
    });

    public static RestResult ServerTime(RestContext context, JsonObject parameters) =>
        new(DateTimeType.Print(context.State.Now, context.Values));

    public static RestResult Feature(RestContext context, JsonObject parameters)
    {
        var code = Php.Text(parameters.Member("CODE"));
        if (code.Length == 0)
            throw new RestError("ERROR_ARGUMENT", "Argument 'CODE' is null or empty");
        return new RestResult(new JsonObject { ["value"] = context.State.Options.Features.Contains(code) ? "Y" : "N" });
    }

    public static RestResult Scope(RestContext context, JsonObject parameters) =>
        new(new JsonArray([.. context.State.Options.Scopes.Select(static scope => JsonValue.Create(scope))]));
}
