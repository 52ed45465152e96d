namespace FunctionsSync.Simulators;

/// <summary>One answered request.</summary>
/// <param name="At">When it arrived, by the simulator's clock.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without its query: queries may carry tokens.</param>
/// <param name="Status">The HTTP status it was answered with.</param>
/// <param name="Operation">What it asked for, in the vendor's words: <c>crm.item.update</c>, <c>PATCH /v1/pages/{id}</c>.</param>
/// <param name="IsWrite">Whether it could change the records (pages, blocks, CRM items); a token refresh or a query is none.</param>
public sealed record LoggedRequest(DateTimeOffset At, string Method, string Path, int Status, string Operation, bool IsWrite);
