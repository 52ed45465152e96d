namespace FunctionsSync.Connectors.Http;

/// <summary>
/// A list that is read as a whole and kept for a while: read again when it is old, and when it lacks what is looked for. Callers who need a
/// reading at the same time share one.
/// </summary>
/// <param name="minimumAge">No second reading before this, whatever the list lacks.</param>
/// <param name="lifetime">No answer from a list older than this.</param>
/// <param name="timeProvider">Tells the list's age.</param>
internal sealed class SharedList<T>(TimeSpan minimumAge, TimeSpan lifetime, TimeProvider timeProvider) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile Reading? _last;

    public void Dispose() => _oneAtATime.Dispose();

    public async Task<IReadOnlyList<T>> ReadAsync(
        Func<T, bool> wanted, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        if (Suits(_last, wanted) is { } known)
        {
            return known;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Whoever was first has read it while the others waited. If that failed, the next caller tries again.
            if (Suits(_last, wanted) is { } fresh)
            {
                return fresh;
            }

            var items = await read(cancellationToken);
            _last = new(timeProvider.GetUtcNow(), items);
            return items;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private IReadOnlyList<T>? Suits(Reading? reading, Func<T, bool> wanted)
    {
        if (reading is null)
        {
            return null;
        }

        var age = timeProvider.GetUtcNow() - reading.At;
        return age < minimumAge || (age < lifetime && reading.Items.Any(wanted)) ? reading.Items : null;
    }

    private sealed record Reading(DateTimeOffset At, IReadOnlyList<T> Items);
}
