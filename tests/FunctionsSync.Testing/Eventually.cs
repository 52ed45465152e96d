using Xunit;

namespace FunctionsSync.Testing;

/// <summary>Waits for what happens elsewhere: in another process, behind a queue.</summary>
public static class Eventually
{
    /// <summary>On a machine that is busy with something else time alone tells little: whoever is waited for may not have run either.</summary>
    private const int FewestObservations = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns as soon as the condition holds; the test fails when it does not within <paramref name="patience"/>.</summary>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="patience">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > patience)
                Assert.Fail($"This did not happen within {patience.TotalSeconds:0.#} s: {what}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Returns once an observation has stayed the same for <paramref name="quiet"/> and some observations; the test fails when it never does.</summary>
    public static async Task UnchangedAsync<T>(
        string what, Func<Task<T>> observe, TimeSpan quiet, TimeSpan patience, CancellationToken cancellationToken)
    {
        var last = await observe();
        var (since, unchanged) = (TimeProvider.System.GetTimestamp(), 0);
        await TrueAsync(
            what,
            async () =>
            {
                var now = await observe();
                unchanged++;
                if (!EqualityComparer<T>.Default.Equals(now, last))
                    (last, since, unchanged) = (now, TimeProvider.System.GetTimestamp(), 0);
                return unchanged >= FewestObservations && TimeProvider.System.GetElapsedTime(since) >= quiet;
            },
            patience,
            cancellationToken);
    }
}
