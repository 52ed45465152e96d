using FunctionsSync.Connectors.Http;
using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Tests.Http;

public sealed class LaneCallsTests
{
    [Fact]
    public async Task GetAsync_BulkStillWaitsForItsTurn_LiveIsSentAtOnce()
    {
        var turn = new TaskCompletionSource();
        var calls = new LaneCalls<string, RequestLane>(most: 10, async (gathering, _) =>
        {
            var lane = RequestScope.Current.Lane;
            if (lane == RequestLane.Bulk)
            {
                await turn.Task;
            }

            foreach (var call in gathering.Close())
            {
                call.Complete(lane);
            }
        });

        var bulk = GetAsync(calls, RequestLane.Bulk);
        var live = await GetAsync(calls, RequestLane.Live);

        Assert.Equal((RequestLane.Live, false), (live, bulk.IsCompleted));
        turn.SetResult();
        Assert.Equal(RequestLane.Bulk, await bulk);
    }

    private static async Task<RequestLane> GetAsync(LaneCalls<string, RequestLane> calls, RequestLane lane)
    {
        using var scope = RequestScope.Enter(lane);
        return await calls.GetAsync("key", TestContext.Current.CancellationToken);
    }
}
