namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>One request to the API, free of any HTTP library.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Target">The path and query as they were sent, still URL-encoded: <c>/v1/pages/…?page_size=10</c>.</param>
/// <param name="Body">The body; empty where there is none.</param>
/// <param name="Authorization">The header of this name.</param>
/// <param name="NotionVersion">The header <c>Notion-Version</c>.</param>
public sealed record NotionApiRequest(string Method, string Target, ReadOnlyMemory<byte> Body, string? Authorization, string? NotionVersion)
{
    internal string Path => Target.Split('?', 2)[0];

    /// <summary>The query, decoded once.</summary>
    internal IEnumerable<(string Name, string Value)> Query =>
        Target.Split('?', 2) is [_, var query]
            ? query.Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => (Decode(pair[0]), Decode(pair.ElementAtOrDefault(1) ?? "")))
            : [];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
