using FunctionsSync.Core.Ports;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every store of leases does.</summary>
public abstract class LeasesContract
{
    private const string Name = "bitrix24-tokens/Kunden #1";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected abstract Task<ILeases> CreateAsync();

    [Fact]
    public async Task TryTakeAsync_Free_IsHeldForItsDuration()
    {
        var leases = await CreateAsync();

        var lease = await leases.TryTakeAsync(Name, Minute, Cancelled);

        Assert.Equal((Name, Clock.GetUtcNow() + Minute), (lease?.Name, lease?.ExpiresAt));
        Clock.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.Null(await leases.TryTakeAsync(Name, Minute, Cancelled));
    }

    [Fact]
    public async Task TryTakeAsync_Released_IsFreeAtOnce()
    {
        var leases = await CreateAsync();
        await leases.ReleaseAsync((await leases.TryTakeAsync(Name, Minute, Cancelled))!, Cancelled);

        Assert.NotNull(await leases.TryTakeAsync(Name, Minute, Cancelled));
    }

    [Fact]
    public async Task TryTakeAsync_HolderDied_IsOvertakenWhenItRunsOut()
    {
        var leases = await CreateAsync();
        await leases.TryTakeAsync(Name, Minute, Cancelled);

        Clock.Advance(Minute);

        Assert.NotNull(await leases.TryTakeAsync(Name, Minute, Cancelled));
        Assert.Null(await leases.TryTakeAsync(Name, Minute, Cancelled));
    }

    [Fact]
    public async Task ReleaseAsync_OvertakenMeanwhile_LeavesItToItsNewHolder()
    {
        var leases = await CreateAsync();
        var late = await leases.TryTakeAsync(Name, Minute, Cancelled);
        Clock.Advance(Minute);
        var current = await leases.TryTakeAsync(Name, Minute, Cancelled);

        await leases.ReleaseAsync(late!, Cancelled);

        Assert.Null(await leases.TryTakeAsync(Name, Minute, Cancelled));
        await leases.ReleaseAsync(current!, Cancelled);
        Assert.NotNull(await leases.TryTakeAsync(Name, Minute, Cancelled));
    }

    [Fact]
    public async Task ReleaseAsync_Twice_IsHarmless()
    {
        var leases = await CreateAsync();
        var lease = (await leases.TryTakeAsync(Name, Minute, Cancelled))!;
        await leases.ReleaseAsync(lease, Cancelled);

        await leases.ReleaseAsync(lease, Cancelled);

        Assert.NotNull(await leases.TryTakeAsync(Name, Minute, Cancelled));
    }

    [Fact]
    public async Task TryTakeAsync_OtherName_IsAnotherLease()
    {
        var leases = await CreateAsync();
        await leases.TryTakeAsync(Name, Minute, Cancelled);

        Assert.NotNull(await leases.TryTakeAsync("another", Minute, Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryTakeAsync_SixteenAtOnce_ExactlyOneHoldsIt(bool hasRunOut)
    {
        var leases = await CreateAsync();
        if (hasRunOut)
        {
            await leases.TryTakeAsync(Name, Minute, Cancelled);
            Clock.Advance(Minute);
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => leases.TryTakeAsync(Name, Minute, Cancelled))));

        Assert.Single(taken, lease => lease is not null);
    }
}
