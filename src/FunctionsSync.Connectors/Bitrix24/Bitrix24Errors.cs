using System.Net;
using System.Text.Json;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// Bitrix24's error envelope, <c>{"error":"CODE","error_description":"text"}</c>, as failures the product knows. The code decides, not the status:
/// authorisation errors come with 401 or 403 alike, and classic methods answer with an empty code.
/// Source: https://apidocs.bitrix24.com/error-codes.html.
/// </summary>
internal static class Bitrix24Errors
{
    public const string ExpiredToken = "expired_token";
    public const string InvalidToken = "invalid_token";
    public const string InvalidGrant = "invalid_grant";
    public const string QueryLimit = "QUERY_LIMIT_EXCEEDED";
    public const string OperationTimeLimit = "OPERATION_TIME_LIMIT";
    public const string OverloadLimit = "OVERLOAD_LIMIT";

    public static RemoteException ToException(string method, HttpStatusCode status, string? code, string? description, bool isRead, TimeSpan? retryAfter = null)
    {
        var said = string.Join(": ", new[] { code, description }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new(
            Classify(status, code, isRead),
            $"Bitrix24 answered {method} with {(int)status}{(said.Length > 0 ? $" ({said})" : string.Empty)}. {Remedy(code)}".TrimEnd())
        {
            RetryAfter = retryAfter,
            ConcernsConnection = code?.ToUpperInvariant()
                is "INSUFFICIENT_SCOPE" or "WRONG_AUTH_TYPE" or "WRONG_LICENSE" or "PAYMENT_REQUIRED" or "OVERLOAD_LIMIT" or "PORTAL_DELETED",
        };
    }

    public static (string? Code, string? Description) Read(JsonElement body) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var error)
        ? (error.ToString(), body.TryGetProperty("error_description", out var description) ? description.ToString() : null)
        : (null, null);

    public static bool IsOperationTimeLimit(string? code) => string.Equals(code, OperationTimeLimit, StringComparison.OrdinalIgnoreCase);

    /// <summary>The failure of a method that has used up its operating time: this method alone waits.</summary>
    public static RemoteException Held(string method, TimeSpan? wait) =>
        new(RemoteFailure.Overloaded, $"{method} has used up the operating time that Bitrix24 gives a method in ten minutes ({OperationTimeLimit}).") { RetryAfter = wait };

    private static RemoteFailure Classify(HttpStatusCode status, string? code, bool isRead) => code?.ToUpperInvariant() switch
    {
        QueryLimit or OperationTimeLimit => RemoteFailure.Overloaded,
        "EXPIRED_TOKEN" or "INVALID_TOKEN" or "NO_AUTH_FOUND" or "INVALID_CREDENTIALS" or "INVALID_GRANT" or "INVALID_CLIENT" or "APPLICATION_NOT_FOUND"
            or "AUTHORIZATION_ERROR" or "USER_ACCESS_ERROR" => RemoteFailure.Unauthorized,
        "ACCESS_DENIED" or "INSUFFICIENT_SCOPE" or "WRONG_AUTH_TYPE" or "WRONG_LICENSE" or "PAYMENT_REQUIRED" or OverloadLimit => RemoteFailure.Forbidden,
        "NOT_FOUND" => RemoteFailure.NotFound,
        // A batch succeeds as a whole, whatever becomes of its commands: only the code tells that the portal had a bad moment.
        "INTERNAL_SERVER_ERROR" or "ERROR_UNEXPECTED_ANSWER" => isRead ? RemoteFailure.Unreachable : RemoteFailure.OutcomeUnknown,
        _ when status is >= HttpStatusCode.InternalServerError or < HttpStatusCode.MultipleChoices => isRead ? RemoteFailure.Unreachable : RemoteFailure.OutcomeUnknown,
        _ when status == HttpStatusCode.TooManyRequests => RemoteFailure.Overloaded,
        _ => RemoteFailure.Rejected,
    };

    private static string Remedy(string? code) => code?.ToUpperInvariant() switch
    {
        "INVALID_GRANT" or "NO_AUTH_FOUND" or "INVALID_TOKEN" or "APPLICATION_NOT_FOUND" => $"Reinstall the local application in Bitrix24: its new tokens come to its initial install path, which must be this service's address. Or set them with 'functionssync secrets set {SecretNames.Bitrix24Tokens}'.",
        "INVALID_CLIENT" => $"Check the setting Bitrix24__ClientId and the secret {SecretNames.Bitrix24ClientSecret}.",
        "INSUFFICIENT_SCOPE" => "Give the local application the scopes crm, task and user.",
        "ACCESS_DENIED" => "Give the integration user access to these records, and check that the portal's plan includes REST.",
        "PAYMENT_REQUIRED" => "The portal's subscription has ended.",
        OverloadLimit => "The portal was blocked for overload: contact Bitrix24's support.",
        _ => string.Empty,
    };
}
