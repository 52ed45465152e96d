using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Service.Draining;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class RecordClaimTests
{
    private readonly InMemoryMappingStore _mappings = new();
    private readonly FakeTimeProvider _clock = new(Some.Noon);
    private readonly RecordClaim _claim;

    public RecordClaimTests() => _claim = new(_mappings, _clock);

    [Fact]
    public async Task TakeAsync_SameVersionTwice_OnlyTheFirstHasIt()
    {
        var row = await AddAsync();

        var first = await _claim.TakeAsync(row, Some.Cancel);
        var second = await _claim.TakeAsync(row, Some.Cancel);

        Assert.Equal(Some.Noon.AddSeconds(150), first!.ClaimedUntil);
        Assert.Null(second);
    }

    [Fact]
    public async Task IsTaken_OverTime_EndsWithTheClaim()
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;

        Assert.True(_claim.IsTaken(claimed));
        _clock.Advance(TimeSpan.FromSeconds(150));
        Assert.False(_claim.IsTaken(claimed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(15)]
    public async Task ReleaseAsync_WithAndWithoutDelay_LetsTheNextInThen(int? seconds)
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;

        await _claim.ReleaseAsync(claimed, Some.Cancel, seconds is { } delay ? TimeSpan.FromSeconds(delay) : null);

        var row = (await _mappings.FindAsync(claimed.Flow, claimed.Bitrix24Id, Some.Cancel))!;
        Assert.Equal(seconds is { } later ? Some.Noon.AddSeconds(later) : null, row.ClaimedUntil);
    }

    [Fact]
    public async Task ReleaseAsync_AnotherWorkerHasTakenOver_LeavesItsClaim()
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        _clock.Advance(TimeSpan.FromMinutes(4));
        var others = (await _claim.TakeAsync(claimed, Some.Cancel))!;

        await _claim.ReleaseAsync(claimed, Some.Cancel);

        Assert.Equal(others, await _mappings.FindAsync(claimed.Flow, claimed.Bitrix24Id, Some.Cancel));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 11)]
    [InlineData(600, 600)]
    public async Task ExtendAsync_OverTime_LastsForOneMoreWrite(int passed, int extendedBy)
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        _clock.Advance(TimeSpan.FromSeconds(passed));

        var extended = (await _claim.ExtendAsync(claimed, Some.Cancel))!;

        Assert.Equal(claimed.ClaimedUntil + TimeSpan.FromSeconds(extendedBy), extended.ClaimedUntil);
        Assert.True(extended.ClaimedUntil - _clock.GetUtcNow() >= TimeSpan.FromSeconds(140));
    }

    [Fact]
    public async Task ExtendAsync_AnotherWorkerHasTakenOver_IsNull()
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        _clock.Advance(TimeSpan.FromMinutes(3));
        await _claim.TakeAsync(claimed, Some.Cancel);

        Assert.Null(await _claim.ExtendAsync(claimed, Some.Cancel));
    }

    private async Task<RecordMapping> AddAsync() =>
        (await _mappings.TryAddAsync(new() { Flow = new("Projects"), Bitrix24Id = new(1) }, Some.Cancel))!;
}
