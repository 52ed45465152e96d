using System.Text.Json;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>Up to 50 commands in one request; one that fails leaves the others alone unless <c>halt</c> is set.</summary>
internal static class BatchMethod
{
    private const int MaxCommands = 50;

    public static RestResult Run(RestContext context, JsonObject parameters)
    {
        var commands = Php.Entries(parameters["cmd"]).Where(entry => entry.Value?.GetValueKind() == JsonValueKind.String).ToList();
        if (commands.Count > MaxCommands)
            throw new RestError("ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
        var batch = new BatchRun(context);
        foreach (var (key, command) in commands)
        {
            if (!batch.TryRun(key, Php.Text(command)) && Php.IsTrue(parameters["halt"]))
                break;
        }
        return new RestResult(batch.Result);
    }

    /// <summary>Whether any command could change records.</summary>
    public static bool IsWrite(JsonObject parameters) => Php.Entries(parameters["cmd"]).Any(entry =>
        RestMethods.Find(Php.Text(entry.Value).Split('?')[0].Trim()) is { IsWrite: true });
}
