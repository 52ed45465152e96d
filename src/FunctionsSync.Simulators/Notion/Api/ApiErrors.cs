using System.Globalization;
using System.Text.Json.Nodes;

namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>Notion's error envelope, and the errors that come from its edge rather than from the workspace.</summary>
internal static class ApiErrors
{
    public static NotionApiResponse Envelope(NotionRefusedException error, string requestId)
    {
        var body = new JsonObject
        {
            ["object"] = "error",
            ["status"] = error.Status,
            ["code"] = error.Code,
            ["message"] = error.Message,
        };
        if (error.AdditionalData is not null)
            body["additional_data"] = error.AdditionalData.DeepClone();
        return Json(error.Status, body, requestId);
    }

    public static NotionApiResponse Json(int status, JsonObject body, string requestId)
    {
        body["request_id"] = requestId;
        return new(status, "application/json; charset=utf-8", body.ToJsonString(), new Dictionary<string, string>
        {
            ["x-notion-request-id"] = requestId,
        });
    }

    /// <summary>429 or 529: wait, in whole seconds, rounded up so that a request is accepted again afterwards.</summary>
    public static NotionApiResponse Wait(int status, TimeSpan wait, string requestId)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var data = new JsonObject { ["retry_after"] = seconds };
        if (status == 429)
            data["rate_limit_reason"] = "public_api_request_rate_limit";
        var error = status == 429
            ? new NotionRefusedException(429, "rate_limited", "You have been rate limited. Please try again later.", data)
            : new NotionRefusedException(529, "service_overload", "Notion is overloaded. Please try again later.", data);
        var answer = Envelope(error, requestId);
        return answer with { Headers = new Dictionary<string, string>(answer.Headers) { ["Retry-After"] = seconds } };
    }

    public static NotionApiResponse Refused(NotionFault.Refused fault, string requestId) => fault.Status switch
    {
        429 or 529 => Wait(fault.Status, fault.RetryAfter ?? TimeSpan.FromSeconds(1), requestId),
        502 => BadGateway(),
        409 => Plain(409, "conflict_error", "Conflict occurred while saving. Please try again.", requestId),
        500 => Plain(500, "internal_server_error", "Unexpected error occurred.", requestId),
        503 => Plain(503, "service_unavailable", "Notion is unavailable, please try again later.", requestId),
        504 => Plain(504, "gateway_timeout", "The request took too long.", requestId),
        _ => throw new InvalidOperationException($"There is no fault with the status {fault.Status}."),
    };

    public static NotionApiResponse Saved(JsonObject? additions, string requestId)
    {
        var data = new JsonObject
        {
            ["from"] = "publicApi",
            ["elapsed_ms"] = "55012",
            ["deadline_ms"] = "55000",
            ["retry_guidance"] = new JsonArray("Read the object again to confirm the saved change.", "Do not repeat the write."),
        };
        foreach (var (name, value) in additions ?? [])
            data[name] = value?.DeepClone();
        const string Message =
            "The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.";
        return Envelope(new NotionRefusedException(503, "service_unavailable", Message, data), requestId);
    }

    public static NotionApiResponse Aborted() => new(0, "", "", new Dictionary<string, string>());

    // The edge answers in HTML, with a ray id but without Notion's request id.
    private static NotionApiResponse BadGateway() => new(
        502,
        "text/html; charset=UTF-8",
        "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>",
        new Dictionary<string, string> { ["cf-ray"] = "8f1a2b3c4d5e6f70-AMS" });

    private static NotionApiResponse Plain(int status, string code, string message, string requestId) =>
        Envelope(new NotionRefusedException(status, code, message), requestId);
}
