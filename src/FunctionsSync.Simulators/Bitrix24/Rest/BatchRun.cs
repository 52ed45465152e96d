using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>One batch while its commands run.</summary>
internal sealed class BatchRun(RestContext context)
{
    private readonly JsonObject _results = [];
    private readonly JsonObject _errors = [];
    private readonly JsonObject _totals = [];
    private readonly JsonObject _nexts = [];
    private readonly JsonObject _times = [];

    public JsonObject Result => new()
    {
        ["result"] = _results,
        ["result_error"] = _errors,
        ["result_total"] = _totals,
        ["result_next"] = _nexts,
        ["result_time"] = _times,
    };

    public bool TryRun(string key, string command)
    {
        var started = context.State.Now;
        var parts = command.Split('?', 2);
        try
        {
            var method = MethodOf(parts[0].Trim());
            var parameters = new BatchReferences(_results).Resolve(PhpQuery.Parse(parts.Length > 1 ? parts[1] : ""));
            var result = RestServer.Run(method, parameters, context);
            _results[key] = result.Result?.DeepClone();
            if (result.Total is { } total)
                _totals[key] = total;
            if (result.Next is { } next)
                _nexts[key] = next;
            _times[key] = RestServer.Time(context.State, method.Name, started);
            return true;
        }
        catch (RestError error)
        {
            _errors[key] = RestServer.Refusal(error);
            return false;
        }
    }

    private RestMethod MethodOf(string name)
    {
        var method = RestMethods.Find(name) ?? throw new RestError("ERROR_METHOD_NOT_FOUND", "Method not found!", 404);
        if (method.Name == "batch")
            throw new RestError("ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage", 405);
        return context.State.Faults.TakeForCommand(method.Name) switch
        {
            null => method,
            Fault.OperationTimeLimit => throw RestError.OperationTimeLimit(),
            _ => throw RestError.InternalServerError(),
        };
    }
}
