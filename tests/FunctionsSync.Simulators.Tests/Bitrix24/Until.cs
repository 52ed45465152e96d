namespace FunctionsSync.Simulators.Tests.Bitrix24;

/// <summary>Waits for what happens on another thread.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"It did not happen within {Patience}.");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task DeliveredAsync(this TestPortal portal, int count) => TrueAsync(() => portal.State.Deliveries.Count >= count);
}
