using Xunit;

namespace FunctionsSync.Testing;

/// <summary>Waits for what happens elsewhere: in another process, behind a queue.</summary>
public static class Eventually
{
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

    /// <summary>Returns once an observation has stayed the same for <paramref name="quiet"/>; the test fails when it never does.</summary>
    public static async Task UnchangedAsync<T>(
        string what, Func<Task<T>> observe, TimeSpan quiet, TimeSpan patience, CancellationToken cancellationToken)
    {
        var last = await observe();
        var since = TimeProvider.System.GetTimestamp();
        await TrueAsync(
            what,
            async () =>
            {
                var now = await observe();
                if (!EqualityComparer<T>.Default.Equals(now, last))
                    (last, since) = (now, TimeProvider.System.GetTimestamp());
                return TimeProvider.System.GetElapsedTime(since) >= quiet;
            },
            patience,
            cancellationToken);
    }
}
