using System.Net;
using FunctionsSync.Connectors.Budget;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace FunctionsSync.Connectors.Http;

/// <summary>
/// Repeats reads. A write is never repeated here: by the time of a second attempt the values it carries are old, and the first may have been
/// carried out. It fails instead, and the queue brings the record back to be read anew.
/// </summary>
internal static class ReadRetry
{
    private const int Attempts = 4;
    private static readonly TimeSpan BaseDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <param name="timeProvider">The clock of the waits.</param>
    /// <param name="random">Spreads the waits; null for the process's own. A simulation has one that repeats.</param>
    public static HttpRetryStrategyOptions Create(TimeProvider timeProvider, Random? random) => new()
    {
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Randomizer = (random ?? Random.Shared).NextDouble,
        Delay = BaseDelay,
        MaxDelay = LongestWait,
        ShouldHandle = arguments => new(
            arguments.Context.GetRequestMessage() is { } request && request.IsRead()
            && (arguments.Outcome.Exception is HttpRequestException or Polly.Timeout.TimeoutRejectedException
                || (arguments.Outcome.Result is { } response && IsWorthAnotherAttempt(request, response, timeProvider)))),
        // A pause is waited for with the next slot: whoever cannot wait that long learns it there, and at once.
        DelayGenerator = arguments => new(
            arguments.Context.GetRequestMessage()?.Verdict() == BudgetVerdict.Enough ? TimeSpan.Zero
            : arguments.Outcome.Result is { } response ? RetryAfter.Of(response, timeProvider)
            : null),
    };

    private static bool IsWorthAnotherAttempt(HttpRequestMessage request, HttpResponseMessage response, TimeProvider timeProvider) => request.Verdict() switch
    {
        BudgetVerdict.Enough => true,
        BudgetVerdict.Final => false,
        _ => response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
            && (RetryAfter.Of(response, timeProvider) ?? TimeSpan.Zero) <= LongestWait,
    };
}
