using System.Globalization;
using System.Net;
using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// Notion's error envelope as failures the product knows. <c>code</c> is stable, <c>message</c> is not; an answer from the network's edge may be HTML.
/// Source: https://developers.notion.com/reference/status-codes.
/// </summary>
internal static class NotionErrors
{
    public const int ServiceOverload = 529;

    public static RemoteException ToException(string operation, HttpStatusCode status, JsonElement body, bool isRead, TimeSpan? retryAfter)
    {
        var code = Text(body, "code");
        var failure = Classify(status, code, body, isRead);
        var detail = string.Join(": ", new[] { code, Text(body, "message") }.Where(part => !string.IsNullOrEmpty(part)));
        return new(failure, $"Notion answered {operation} with {(int)status}{(detail.Length > 0 ? $" ({detail})" : string.Empty)}. {Remedy(failure, code)}".TrimEnd())
        {
            RetryAfter = retryAfter ?? RetryAfter(body),
            // A page that is not shared is not found: what is forbidden is a capability, or the plan's limit.
            ConcernsConnection = failure == RemoteFailure.Forbidden,
            CommittedBlocks = NotionJson.Member(body, "additional_data") is { } data && NotionJson.Member(data, "committed_child_ids") is { ValueKind: JsonValueKind.Array } children
                ? children.GetArrayLength()
                : null,
            CommittedId = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("additional_data", out var more) ? Text(more, "committed_resource_id") : null,
        };
    }

    /// <summary>Whether waiting does not help: access was restricted.</summary>
    public static bool IsBlocked(JsonElement body) => RateLimitReason(body) == "public_api_request_blocked";

    /// <summary>The <c>Retry-After</c> header once more, as text in seconds.</summary>
    public static TimeSpan? RetryAfter(JsonElement body) =>
        NotionJson.Member(body, "additional_data") is { } data
        && int.TryParse(Text(data, "retry_after"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static RemoteFailure Classify(HttpStatusCode status, string? code, JsonElement body, bool isRead) => status switch
    {
        HttpStatusCode.TooManyRequests => IsBlocked(body) ? RemoteFailure.Forbidden : RemoteFailure.Overloaded,
        (HttpStatusCode)ServiceOverload => RemoteFailure.Overloaded,
        HttpStatusCode.Conflict => code == "conflict_error" ? RemoteFailure.Overloaded : RemoteFailure.Rejected,
        HttpStatusCode.Unauthorized => RemoteFailure.Unauthorized,
        HttpStatusCode.Forbidden => RemoteFailure.Forbidden,
        HttpStatusCode.NotFound => RemoteFailure.NotFound,
        >= HttpStatusCode.InternalServerError or < HttpStatusCode.MultipleChoices => isRead ? RemoteFailure.Unreachable : RemoteFailure.OutcomeUnknown,
        _ => RemoteFailure.Rejected,
    };

    private static string Remedy(RemoteFailure failure, string? code) => failure switch
    {
        RemoteFailure.Unauthorized => $"Set the secret {SecretNames.NotionToken} to the connection's installation access token.",
        RemoteFailure.NotFound => "Share it with the connection in Notion: ... → Connections → Add connection.",
        RemoteFailure.Forbidden when code == "restricted_resource" =>
            "Give the connection the capabilities Read, Update and Insert content and user information with e-mail addresses; on the Free plan, check the block limit.",
        _ => string.Empty,
    };

    private static string? RateLimitReason(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("additional_data", out var more) ? Text(more, "rate_limit_reason") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
