using FunctionsSync.Connectors.Budget;

namespace FunctionsSync.Connectors.Http;

/// <summary>What the handlers on its way must know of a request.</summary>
internal static class RequestTraits
{
    private static readonly HttpRequestOptionsKey<bool> ReadsOnly = new("FunctionsSync.ReadsOnly");
    private static readonly HttpRequestOptionsKey<DateTimeOffset> Deadline = new("FunctionsSync.NotAfter");
    private static readonly HttpRequestOptionsKey<BudgetVerdict> LastVerdict = new("FunctionsSync.Verdict");
    private static readonly HttpRequestOptionsKey<DateTimeOffset> Sent = new("FunctionsSync.Sent");

    /// <summary>Marks a request that changes nothing, whatever its method: many Bitrix24 reads and Notion's query are POSTs.</summary>
    public static HttpRequestMessage AsRead(this HttpRequestMessage request)
    {
        request.Options.Set(ReadsOnly, true);
        return request;
    }

    public static bool IsRead(this HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || (request.Options.TryGetValue(ReadsOnly, out var reads) && reads);

    /// <summary>
    /// Marks a request that is not sent after this moment: a write whose values rest on a reading that is too old by then. It fails as
    /// <see cref="Core.Ports.RemoteFailure.Overloaded"/> instead, and was not sent.
    /// </summary>
    public static HttpRequestMessage NotAfter(this HttpRequestMessage request, DateTimeOffset moment)
    {
        request.Options.Set(Deadline, moment);
        return request;
    }

    /// <summary>Null for a request that can wait.</summary>
    public static DateTimeOffset? NotAfter(this HttpRequestMessage request) => request.Options.TryGetValue(Deadline, out var moment) ? moment : null;

    public static void SetVerdict(this HttpRequestMessage request, BudgetVerdict verdict) => request.Options.Set(LastVerdict, verdict);

    /// <summary>What the last attempt's answer says about the budget.</summary>
    public static BudgetVerdict Verdict(this HttpRequestMessage request) => request.Options.TryGetValue(LastVerdict, out var verdict) ? verdict : BudgetVerdict.None;

    /// <summary>Notes when the request had waited for its turn; a repetition counts anew.</summary>
    public static void NoteSent(this HttpRequestMessage request, DateTimeOffset at) => request.Options.Set(Sent, at);

    public static DateTimeOffset? SentAt(this HttpRequestMessage request) => request.Options.TryGetValue(Sent, out var at) ? at : null;
}
