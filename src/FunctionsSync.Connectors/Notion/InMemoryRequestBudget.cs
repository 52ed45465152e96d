using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Connectors.Notion;

/// <summary>
/// The budget of one process: a steady rate with a burst, and never more than 60 times the rate in any 60 s, because that is the window Notion counts in.
/// </summary>
internal sealed class InMemoryRequestBudget(IOptions<NotionOptions> options, TimeProvider timeProvider) : IRequestBudget
{
    /// <summary>Notion's 60 s, and a little for requests that are quicker on their way than those before them.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60.5);

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _inWindow = new();
    private DateTimeOffset _steady = DateTimeOffset.UnixEpoch;
    private DateTimeOffset _pausedUntil;

    public ValueTask<TimeSpan> ReserveAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            var slot = NextSlot(now);
            _inWindow.Enqueue(slot);
            return new(slot - now);
        }
    }

    public ValueTask PauseAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
            return ValueTask.CompletedTask;
        }
    }

    private DateTimeOffset NextSlot(DateTimeOffset now)
    {
        var interval = TimeSpan.FromSeconds(1 / options.Value.RequestsPerSecond);
        var slot = Latest(now, _pausedUntil);

        // The generic cell rate algorithm: each request moves the theoretical arrival time by one interval, and may run ahead of it by the burst.
        slot = Latest(slot, _steady - (interval * (options.Value.Burst - 1)));
        var windowSize = Math.Max(1, (int)(options.Value.RequestsPerSecond * 60));
        while (_inWindow.Count >= windowSize)
        {
            slot = Latest(slot, _inWindow.Dequeue() + Window);
        }

        _steady = Latest(slot, _steady) + interval;
        return slot;
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
