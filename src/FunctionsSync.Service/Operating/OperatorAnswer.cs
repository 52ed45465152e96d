namespace FunctionsSync.Service.Operating;

/// <summary>The HTTP answer to an operator's request.</summary>
public sealed record OperatorAnswer(int StatusCode, string Message);
