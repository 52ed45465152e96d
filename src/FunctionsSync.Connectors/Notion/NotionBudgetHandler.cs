using System.Net;
using System.Text.Json;
using FunctionsSync.Connectors.Budget;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Notion says 429 or 529 when it has had enough. Source: https://developers.notion.com/reference/request-limits.</summary>
internal sealed class NotionBudgetHandler(RequestBudget budget, TimeProvider timeProvider) : BudgetHandler(budget, timeProvider)
{
    /// <summary>The row of the table <c>Budget</c>, and the key of the service.</summary>
    public const string Key = "notion";

    protected override BudgetVerdict Judge(HttpResponseMessage response, JsonElement body) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests when NotionErrors.IsBlocked(body) => BudgetVerdict.Final,
        HttpStatusCode.TooManyRequests or (HttpStatusCode)NotionErrors.ServiceOverload => BudgetVerdict.Enough,
        _ => BudgetVerdict.None,
    };

    protected override TimeSpan? AskedIn(JsonElement body) => NotionErrors.RetryAfter(body);
}
