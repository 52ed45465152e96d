using FunctionsSync.Core.Budget;
using FunctionsSync.Core.Model;

namespace FunctionsSync.Core.Tests.Budget;

public sealed class RequestScopeTests
{
    [Fact]
    public void Current_Outside_IsLiveAndWaits() =>
        Assert.Equal((RequestLane.Live, null), (RequestScope.Current.Lane, RequestScope.Current.Patience));

    [Fact]
    public async Task Enter_TwoAtOnce_DoNotSeeEachOther()
    {
        var gate = new TaskCompletionSource();

        var bulk = LaneAsync(RequestLane.Bulk, gate.Task);
        var live = LaneAsync(RequestLane.Live, gate.Task);
        gate.SetResult();

        Assert.Equal([RequestLane.Bulk, RequestLane.Live], await Task.WhenAll(bulk, live));
        Assert.Equal(RequestLane.Live, RequestScope.Current.Lane);
    }

    [Fact]
    public void Dispose_Nested_RestoresTheOuterScope()
    {
        using var outer = RequestScope.Enter(RequestLane.Bulk, TimeSpan.FromSeconds(3));
        using (RequestScope.Enter(RequestLane.Live))
        {
            Assert.Equal(RequestLane.Live, RequestScope.Current.Lane);
        }

        Assert.Same(outer, RequestScope.Current);
    }

    private static async Task<RequestLane> LaneAsync(RequestLane lane, Task gate)
    {
        using var scope = RequestScope.Enter(lane);
        await gate;
        return RequestScope.Current.Lane;
    }
}
