namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>One request to the portal or its authorization server, free of any HTTP library.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">The path without its query: <c>/rest/crm.item.get</c>, <c>/oauth/token/</c>.</param>
/// <param name="Query">What follows the question mark, still URL-encoded; empty where there is none.</param>
/// <param name="ContentType">The header of this name.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="Authorization">The header of this name.</param>
/// <param name="Host">The header of this name: an address that the portal had before redirects to the one it has now.</param>
public sealed record Bitrix24ApiRequest(
    string Method, string Path, string Query, string? ContentType, string Body, string? Authorization = null, string? Host = null);
