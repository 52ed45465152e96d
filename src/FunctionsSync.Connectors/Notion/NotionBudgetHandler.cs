using System.Net;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Every attempt, also a retry, waits for a slot of the budget. When Notion has had enough, everybody pauses.</summary>
internal sealed class NotionBudgetHandler(IRequestBudget budget, TimeProvider timeProvider) : DelegatingHandler
{
    private const int ServiceOverload = 529;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var wait = await budget.ReserveAsync(cancellationToken);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, timeProvider, cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)ServiceOverload)
        {
            await budget.PauseAsync(timeProvider.GetUtcNow() + (RetryAfter.Of(response, timeProvider) ?? DefaultPause), cancellationToken);
        }

        return response;
    }
}
