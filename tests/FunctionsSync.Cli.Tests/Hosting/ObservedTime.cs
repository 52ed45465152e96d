using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Cli.Tests.Hosting;

/// <summary>A clock that stands still, and tells how long somebody begins to wait.</summary>
internal sealed class ObservedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>By how much the next wait, and no other, ends too early.</summary>
    public TimeSpan EndsEarly { get; set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime - EndsEarly, period);
        EndsEarly = TimeSpan.Zero;
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait, as soon as it has begun.</summary>
    public Task<TimeSpan> NextWaitAsync(CancellationToken cancellationToken) =>
        _waits.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, System, cancellationToken);
}
