namespace FunctionsSync.Simulators.Bitrix24;

/// <summary>What the portal or its authorization server answers, free of any HTTP library.</summary>
/// <param name="Status">The HTTP status; 0 where the connection breaks instead of an answer.</param>
/// <param name="ContentType">JSON, but for the pages of the edge and of a redirect.</param>
/// <param name="Body">UTF-8.</param>
/// <param name="Location">Where a redirect points.</param>
/// <param name="Delay">How much later than the request the answer comes.</param>
public sealed record Bitrix24ApiResponse(
    int Status, string ContentType, ReadOnlyMemory<byte> Body, Uri? Location = null, TimeSpan Delay = default)
{
    /// <summary>Whether the connection breaks instead of an answer.</summary>
    public bool IsAborted => Status == 0;
}
