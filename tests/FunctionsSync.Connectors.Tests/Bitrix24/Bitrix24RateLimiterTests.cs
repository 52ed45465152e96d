using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Bitrix24;

public sealed class Bitrix24RateLimiterTests
{
    [Fact]
    public async Task Calls_SixtyAtOnce_NeverOverflowThePortalsBucket()
    {
        // The real clock, which the limiter of the framework lives by; the bucket drains faster than the real one, so that nobody waits for long.
        await using var portal = await The.Portal(
            options => options with { TimeProvider = TimeProvider.System, RequestBurst = 50, RequestsPerSecond = 5 },
            settings: [("Bitrix24:Burst", "50"), ("Bitrix24:RequestsPerSecond", "5")]);
        var schema = portal.Get<IBitrix24Schema>();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => schema.CheckAccessAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(60, portal.Simulator.Requests.Entries.Count);
        Assert.All(portal.Simulator.Requests.Entries, request => Assert.Equal(200, request.Status));
    }
}
