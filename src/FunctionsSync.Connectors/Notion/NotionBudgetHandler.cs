using System.Net;
using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Notion;

/// <summary>Every attempt, also a retry, waits for a slot of the budget. When Notion has had enough, everybody pauses.</summary>
internal sealed class NotionBudgetHandler(IRequestBudget budget, NotionPause pause, TimeProvider timeProvider) : DelegatingHandler
{
    private const int ServiceOverload = 529;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await WaitForSlotAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)ServiceOverload)
        {
            var until = timeProvider.GetUtcNow() + (RetryAfter.Of(response, timeProvider) ?? DefaultPause);
            pause.ExtendTo(until);
            await budget.PauseAsync(until, cancellationToken);
        }

        return response;
    }

    private async Task WaitForSlotAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var pausedUntil = pause.Until;
            var wait = await budget.ReserveAsync(cancellationToken);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, timeProvider, cancellationToken);
            }

            // A slot inside a pause that began meanwhile is worth nothing.
            if (pause.Until == pausedUntil || pause.Until <= timeProvider.GetUtcNow())
            {
                return;
            }
        }
    }
}
