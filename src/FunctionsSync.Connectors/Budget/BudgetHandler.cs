using System.Text.Json;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Budget;

namespace FunctionsSync.Connectors.Budget;

/// <summary>
/// Every attempt, also a retry, waits for a slot of the budget; one whose slot comes too late for it is not sent. When the system has had enough,
/// everybody pauses.
/// </summary>
internal abstract class BudgetHandler(RequestBudget budget, TimeProvider timeProvider) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var scope = RequestScope.Current;
        var sentAt = await budget.WaitAsync(scope.Lane, Latest(request, scope), cancellationToken);
        request.SetVerdict(BudgetVerdict.None);
        request.NoteSent(timeProvider.GetUtcNow());
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            budget.Answered(sentAt);
            return response;
        }

        var body = await PeekAsync(response, cancellationToken);
        var verdict = Judge(response, body);
        request.SetVerdict(verdict);
        if (verdict == BudgetVerdict.Enough)
        {
            await budget.RefusedAsync(sentAt, RetryAfter.Of(response, timeProvider) ?? AskedIn(body), cancellationToken);
        }

        return response;
    }

    /// <param name="response">An answer that is no success.</param>
    /// <param name="body">Its body; undefined where it is no JSON.</param>
    protected abstract BudgetVerdict Judge(HttpResponseMessage response, JsonElement body);

    /// <summary>How long the body asks to be left alone.</summary>
    protected virtual TimeSpan? AskedIn(JsonElement body) => null;

    private DateTimeOffset Latest(HttpRequestMessage request, RequestScope scope)
    {
        DateTimeOffset?[] ends = [timeProvider.GetUtcNow() + scope.Patience, scope.NotAfter, request.NotAfter()];
        return ends.Min() ?? DateTimeOffset.MaxValue;
    }

    /// <summary>Reads the body and leaves it for the client to read again.</summary>
    private static async Task<JsonElement> PeekAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
