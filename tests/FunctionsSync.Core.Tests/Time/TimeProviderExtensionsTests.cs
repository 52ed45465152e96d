using FunctionsSync.Core.Time;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Core.Tests.Time;

public sealed class TimeProviderExtensionsTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void DelayUntilAsync_LessThanAMillisecondAway_WaitsInsteadOfSpinning()
    {
        var wait = _time.DelayUntilAsync(_time.GetUtcNow() + TimeSpan.FromMicroseconds(300), TestContext.Current.CancellationToken);

        Assert.False(wait.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void DelayUntilAsync_MomentThatHasPassed_ReturnsAtOnce() =>
        Assert.True(_time.DelayUntilAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken).IsCompletedSuccessfully);

    [Fact]
    public void DelayUntilAsync_LongerThanADelayCanBe_ReturnsAtThatMoment()
    {
        var wait = _time.DelayUntilAsync(_time.GetUtcNow() + TimeSpan.FromDays(60), TestContext.Current.CancellationToken);

        for (var day = 0; day < 60; day++)
        {
            Assert.False(wait.IsCompleted);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.True(wait.IsCompletedSuccessfully);
    }
}
