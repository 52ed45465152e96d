using System.Text.Json;
using System.Text.Json.Nodes;
using FunctionsSync.Simulators.Notion.State;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>
/// The API of a workspace, version 2026-03-11, free of any HTTP library: the same for a real connection and for a test that drives it in
/// process under virtual time.
/// </summary>
public sealed class NotionApi
{
    private const string Version = "2026-03-11";
    private const int LargestBody = 500 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly NotionWorkspace _workspace;
    private readonly NotionSimulatorOptions _options;
    private readonly RequestBudget _budget;

    public NotionApi(NotionWorkspace workspace)
    {
        _workspace = workspace;
        _options = workspace.State.Options;
        _budget = new RequestBudget(_options.RequestsPerMinute, _options.TimeProvider);
    }

    /// <summary>Every request answered so far; those over budget and those without an answer (status 0) too.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Carries out one request. What it changes is changed when this returns, whatever the answer says.</summary>
    public NotionApiResponse Answer(NotionApiRequest request)
    {
        var at = _options.TimeProvider.GetUtcNow();
        var parts = request.Path.Split('/');
        var route = ApiRoutes.Find(request.Method, parts);
        var operation = route?.Operation ?? $"{request.Method} {request.Path}";
        var answer = AnswerWithinBudget(request, route, parts, operation);
        Requests.Add(new LoggedRequest(at, request.Method, request.Path, answer.Status, operation, route?.IsWrite ?? false));
        return answer;
    }

    private NotionApiResponse AnswerWithinBudget(NotionApiRequest request, ApiRoute? route, string[] parts, string operation)
    {
        var requestId = _workspace.NewRequestId();
        if (_budget.Take() is { } wait)
            return ApiErrors.Wait(429, wait, requestId);
        var fault = _workspace.Faults.Take(operation);
        if (fault is NotionFault.Refused refused)
            return ApiErrors.Refused(refused, requestId);
        if (fault is NotionFault.Aborted)
            return ApiErrors.Aborted();
        var answer = CarryOut(request, route, parts, requestId, out var result);
        return fault switch
        {
            NotionFault.SavedButAborted => ApiErrors.Aborted(),
            NotionFault.SavedButUnavailable when result is not null => ApiErrors.Saved(Committed(operation, parts, result), requestId),
            NotionFault.Delayed delayed => answer with { Delay = delayed.By },
            _ => answer,
        };
    }

    private NotionApiResponse CarryOut(NotionApiRequest request, ApiRoute? route, string[] parts, string requestId, out JsonObject? result)
    {
        result = null;
        try
        {
            CheckHeaders(request);
            if (route is null)
                throw new NotionRefusedException(400, "invalid_request_url", "Invalid request URL.");
            var body = ReadBody(request.Body);
            lock (_workspace.State.Gate)
                result = route.Answer(new ApiCall(_workspace.State, route.Values(parts), [.. request.Query], body));
            return ApiErrors.Json(200, (JsonObject)result.DeepClone(), requestId);
        }
        catch (NotionRefusedException refused)
        {
            return ApiErrors.Envelope(refused, requestId);
        }
    }

    private void CheckHeaders(NotionApiRequest request)
    {
        if (request.Authorization != $"Bearer {_options.Token}")
            throw new NotionRefusedException(401, "unauthorized", "API token is invalid.");
        if (request.NotionVersion != Version)
            throw new NotionRefusedException(
                400,
                "missing_version",
                $"Notion-Version header failed validation: Notion-Version header should be `\"{Version}\"` (the only one simulated), "
                + $"instead was `{request.NotionVersion ?? "undefined"}`.");
    }

    private static JsonObject ReadBody(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > LargestBody)
            throw NotionRefusedException.Invalid($"The request body is larger than 500 KB: {bytes.Length} bytes.");
        if (bytes.IsEmpty)
            return [];
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(bytes.Span, documentOptions: Strict);
        }
        catch (JsonException)
        {
            throw new NotionRefusedException(400, "invalid_json", "Error parsing JSON body.");
        }
        return Expect.Object(body, "body");
    }

    // After an update the field is left out: the client knows the id.
    private static JsonObject? Committed(string operation, string[] parts, JsonObject result) => operation switch
    {
        "POST /v1/pages" or "POST /v1/databases" => new JsonObject { ["committed_resource_id"] = result["id"]?.DeepClone() },
        "PATCH /v1/blocks/{id}/children" => new JsonObject
        {
            ["committed_resource_id"] = Ids.TryRead(parts[3]),
            ["committed_child_ids"] = new JsonArray([.. (result["results"] as JsonArray ?? []).Select(block => block?["id"]?.DeepClone())]),
        },
        _ => null,
    };
}
