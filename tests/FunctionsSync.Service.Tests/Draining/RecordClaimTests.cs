using FunctionsSync.Connectors.Storage;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
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
    [InlineData(0, 2)]
    [InlineData(69, 2)]
    [InlineData(70, 10)]
    [InlineData(139, 10)]
    [InlineData(146, 4)]
    [InlineData(149, 2)]
    public async Task AskAgainIn_OverTime_IsSoonWhileAWriteMayBeUnderWayAndNeverLongAfterTheEnd(int passed, int expected)
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        _clock.Advance(TimeSpan.FromSeconds(passed));

        Assert.Equal(TimeSpan.FromSeconds(expected), _claim.AskAgainIn(claimed));
    }

    [Fact]
    public async Task ReleaseAsync_Done_LetsTheNextInAtOnce()
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;

        await _claim.ReleaseAsync(claimed, Some.Cancel);

        Assert.Null((await _mappings.FindAsync(claimed.Flow, claimed.Bitrix24Id, Some.Cancel))!.ClaimedUntil);
    }

    [Theory]
    [InlineData(RemoteFailure.Rejected, 1, null)]
    [InlineData(RemoteFailure.Overloaded, 1, null)]
    [InlineData(RemoteFailure.OutcomeUnknown, 1, 59 + 15)]
    [InlineData(RemoteFailure.OutcomeUnknown, 80, 15)]
    [InlineData(RemoteFailure.OutcomeUnknown, null, 60 + 15)]
    public async Task ReleaseAsync_Failed_LetsTheNextInOnceTheWriteHasEnded(RemoteFailure failure, int? sentBefore, int? expected)
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        var exception = new RemoteException(failure, "failed") { SentAt = sentBefore is { } before ? Some.Noon.AddSeconds(-before) : null };

        await _claim.ReleaseAsync(claimed, exception, Some.Cancel, lag: TimeSpan.FromSeconds(15));

        var row = (await _mappings.FindAsync(claimed.Flow, claimed.Bitrix24Id, Some.Cancel))!;
        Assert.Equal(expected is { } later ? Some.Noon.AddSeconds(later) : null, row.ClaimedUntil);
    }

    [Theory]
    [InlineData(null, 70)]
    [InlineData(-4, 6)]
    [InlineData(65, 70)]
    public async Task Bound_Claimed_EndsBeforeTheClaimAndWithTheReading(int? readAt, int expected)
    {
        var claimed = (await _claim.TakeAsync(await AddAsync(), Some.Cancel))!;
        var read = new Snapshot
        {
            Values = new Dictionary<FieldKey, CanonicalValue>(),
            EditedAt = Some.Noon,
            ReadAt = readAt is { } seconds ? Some.Noon.AddSeconds(seconds) : null,
        };

        using (RequestScope.Enter(RequestLane.Bulk, TimeSpan.FromSeconds(10)))
        using (RecordClaim.Bound(claimed, read))
        {
            var scope = RequestScope.Current;
            Assert.Equal((RequestLane.Bulk, TimeSpan.FromSeconds(10), Some.Noon.AddSeconds(expected)), (scope.Lane, scope.Patience, scope.NotAfter));
        }

        Assert.Null(RequestScope.Current.NotAfter);
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
