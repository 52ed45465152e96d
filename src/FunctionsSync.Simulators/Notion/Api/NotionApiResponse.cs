namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>What the API answers, free of any HTTP library.</summary>
/// <param name="Status">The HTTP status; 0 where the connection breaks instead of an answer.</param>
/// <param name="ContentType">JSON, but for the edge's HTML pages.</param>
/// <param name="Body">As text; all answers are UTF-8.</param>
/// <param name="Headers">Besides <c>Content-Type</c>.</param>
/// <param name="Delay">How much later than the request the answer comes.</param>
public sealed record NotionApiResponse(
    int Status, string ContentType, string Body, IReadOnlyDictionary<string, string> Headers, TimeSpan Delay = default)
{
    /// <summary>Whether the connection breaks instead of an answer.</summary>
    public bool IsAborted => Status == 0;
}
