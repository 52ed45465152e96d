using FunctionsSync.Core.Model;
using FunctionsSync.Service.Draining;

namespace FunctionsSync.Service.Tests.Draining;

public sealed class WorkUnderWayTests
{
    private readonly WorkUnderWay _work = new();

    [Fact]
    public void UntilFewAsync_LittleUnderWay_DoesNotWait()
    {
        Begin(RequestLane.Live, 4);

        Assert.True(Wait(RequestLane.Live).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task UntilFewAsync_MuchUnderWay_WaitsUntilFewAreLeft()
    {
        var pieces = Begin(RequestLane.Live, 6);
        var waiting = new[] { Wait(RequestLane.Live), Wait(RequestLane.Live) };

        pieces[0].Dispose();
        pieces[0].Dispose();
        Assert.All(waiting, wait => Assert.False(wait.IsCompleted));

        pieces[1].Dispose();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task UntilFewAsync_BulkWork_HoldsUpBulkWorkOnly()
    {
        var pieces = Begin(RequestLane.Bulk, 5);
        var bulk = Wait(RequestLane.Bulk);

        Assert.True(Wait(RequestLane.Live).IsCompletedSuccessfully);
        Assert.False(bulk.IsCompleted);

        pieces[0].Dispose();
        await bulk;
    }

    [Fact]
    public async Task UntilFewAsync_GivenUp_LeavesTheOthers()
    {
        using var impatient = new CancellationTokenSource();
        var pieces = Begin(RequestLane.Live, 5);
        var (gone, stays) = (_work.UntilFewAsync(RequestLane.Live, impatient.Token), Wait(RequestLane.Live));

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        pieces[0].Dispose();
        await stays;
    }

    private Task Wait(RequestLane lane) => _work.UntilFewAsync(lane, Some.Cancel);

    private List<IDisposable> Begin(RequestLane lane, int count) => [.. Enumerable.Range(1, count).Select(_ => _work.Begin(lane))];
}
