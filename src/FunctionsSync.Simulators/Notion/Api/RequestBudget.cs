namespace FunctionsSync.Simulators.Notion.Api;

/// <summary>No 60 seconds hold more accepted requests than the limit. Notion counts in fixed windows; this is never kinder.</summary>
internal sealed class RequestBudget(int limit, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _accepted = new();

    /// <summary>Takes one request; returns how long to wait where there is no room.</summary>
    public TimeSpan? Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_accepted.TryPeek(out var oldest) && now - oldest >= Window)
                _accepted.Dequeue();
            if (_accepted.Count < limit)
            {
                _accepted.Enqueue(now);
                return null;
            }
            return _accepted.TryPeek(out var first) ? first + Window - now : Window;
        }
    }
}
