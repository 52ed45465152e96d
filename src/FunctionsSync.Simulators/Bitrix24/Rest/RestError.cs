namespace FunctionsSync.Simulators.Bitrix24.Rest;

/// <summary>A refusal in the portal's own words.</summary>
internal sealed class RestError(string code, string description, int status = 400) : Exception(description)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static RestError InvalidArgument(string description) => new("INVALID_ARG_VALUE", description);

    public static RestError NotValid(string field) => new("CRM_FIELD_ERROR_VALUE_NOT_VALID", $"Invalid value of field \"{field}\"");

    public static RestError OperationTimeLimit() =>
        new("OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.", 429);

    public static RestError InternalServerError() => new("INTERNAL_SERVER_ERROR", "Internal server error", 500);

    public static RestError QueryLimitExceeded() => new("QUERY_LIMIT_EXCEEDED", "Too many requests", 503);
}
