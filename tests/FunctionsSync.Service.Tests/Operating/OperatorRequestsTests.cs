using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Operating;
using FunctionsSync.Service.Tests.Fakes;

namespace FunctionsSync.Service.Tests.Operating;

public sealed class OperatorRequestsTests : IDisposable
{
    private static readonly FlowName Projects = new("Projects");

    private readonly World _world = new();
    private readonly OperatorRequests _operators;

    public OperatorRequestsTests() => _operators = new(_world.Parked, _world.Control, Some.File(Some.Projects()));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task ReplayAsync_ParkedAndThenGone_IsAcceptedOnce()
    {
        await _world.SyncedAsync();
        await _world.Poison.HandleAsync(Some.Event(1).Serialize(), RequestLane.Live, Some.Cancel);
        var id = Assert.Single(await _world.FailedAsync()).Id;

        Assert.Equal(new(202, "deal:1 is looked at again."), await _operators.ReplayAsync(id, Some.Cancel));
        Assert.Equal(404, (await _operators.ReplayAsync(id, Some.Cancel)).StatusCode);
    }

    [Fact]
    public async Task ReplayAsync_NoSyncRequest_IsAConflictAndStays()
    {
        await _world.Drain.HandleAsync("no request", Some.Cancel);
        var id = Assert.Single(await _world.FailedAsync()).Id;

        Assert.Equal(409, (await _operators.ReplayAsync(id, Some.Cancel)).StatusCode);
        Assert.Equal(FailureKind.Malformed, Assert.Single(await _world.FailedAsync()).Kind);
    }

    [Fact]
    public async Task PauseAndResumeAsync_RunningFlow_DoSo()
    {
        Assert.Equal(new(200, "Projects is paused."), await _operators.PauseAsync("Projects", Some.Cancel));
        Assert.Equal(new(200, "Projects is running."), await _operators.ResumeAsync("Projects", Some.Cancel));
    }

    [Fact]
    public async Task PauseAndResumeAsync_SafetyStop_StaysWhereItIs()
    {
        await _world.Control.StopAsync(Projects, "too many deletions", Some.Cancel);

        Assert.Equal(409, (await _operators.PauseAsync("Projects", Some.Cancel)).StatusCode);
        var resumed = await _operators.ResumeAsync("Projects", Some.Cancel);
        Assert.Equal(409, resumed.StatusCode);
        Assert.Contains("too many deletions", resumed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseAndResumeAsync_UnknownFlow_AreNotFound()
    {
        Assert.Equal(404, (await _operators.PauseAsync("projects", Some.Cancel)).StatusCode);
        Assert.Equal(404, (await _operators.ResumeAsync("Removed", Some.Cancel)).StatusCode);
    }
}
