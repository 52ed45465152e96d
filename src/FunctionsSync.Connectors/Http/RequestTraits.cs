namespace FunctionsSync.Connectors.Http;

/// <summary>What the retry policy must know of a request.</summary>
internal static class RequestTraits
{
    private static readonly HttpRequestOptionsKey<bool> ReadsOnly = new("FunctionsSync.ReadsOnly");

    /// <summary>Marks a request that changes nothing, whatever its method: many Bitrix24 reads and Notion's query are POSTs.</summary>
    public static HttpRequestMessage AsRead(this HttpRequestMessage request)
    {
        request.Options.Set(ReadsOnly, true);
        return request;
    }

    public static bool IsRead(this HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Options.TryGetValue(ReadsOnly, out var reads) && reads);
}
