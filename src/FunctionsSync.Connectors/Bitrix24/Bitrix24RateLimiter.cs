using System.Threading.RateLimiting;

namespace FunctionsSync.Connectors.Bitrix24;

/// <summary>
/// The portal's own bucket, kept on our side so that it does not overflow.
/// Source: https://apidocs.bitrix24.com/limits.html.
/// </summary>
internal sealed class Bitrix24RateLimiter(Bitrix24Options options) : IDisposable
{
    public RateLimiter Limiter { get; } = new TokenBucketRateLimiter(new()
    {
        // The bucket may be shared with other applications of the customer: leave a fifth of it.
        TokenLimit = Math.Max(1, options.Burst * 4 / 5),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1 / options.RequestsPerSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public void Dispose() => Limiter.Dispose();
}
