using FunctionsSync.Connectors.Bitrix24;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;
using FunctionsSync.Service.Intake;
using FunctionsSync.Service.Polling;
using FunctionsSync.Service.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FunctionsSync.Service.Tests.Polling;

public sealed class OfflineEventsTests : IDisposable
{
    private readonly World _world = new();
    private readonly FakeOfflineEvents _portal;

    public OfflineEventsTests() => _portal = new(_world.Steps);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task RunAsync_MoreThanOneBatch_EachRecordIsLookedAtAndAllIsCleared()
    {
        Tell(1, 2, 3, 4, 5);

        await RunAsync();

        Assert.Equal([1, 2, 3, 4, 5], Asked);
        Assert.Equal((0, 0), (_portal.Waiting.Count, _portal.ReservedCount));
        Assert.All(_world.Queue.Enqueued, sent => Assert.Equal((SyncCause.CatchUp, null), (sent.Request.Cause, sent.Request.Flow)));
    }

    /// <summary>Nothing is acknowledged that is not in the queue, wherever the run dies.</summary>
    [Theory]
    [InlineData("queue.Enqueue")]
    [InlineData("offline.Clear")]
    public async Task RunAsync_DiesBeforeItHasCleared_TheNextRunTakesItOver(string step)
    {
        Tell(1, 2, 3);
        _world.Steps.Outage = name => name == step ? new SimulatedCrashException(1, name) : null;
        await Assert.ThrowsAsync<SimulatedCrashException>(RunAsync);
        Assert.Equal(1, _portal.ReservedCount);
        _world.Steps.Outage = null;

        await RunAsync();

        Assert.Equal([1, 2, 3], Asked.Distinct());
        Assert.Equal((0, 0), (_portal.Waiting.Count, _portal.ReservedCount));
    }

    [Fact]
    public async Task RunAsync_Always_ClearsOnlyAfterEverythingIsEnqueued()
    {
        Tell(1, 2);

        await RunAsync();

        Assert.Equal(["offline.Reserve", "queue.Enqueue", "queue.Enqueue", "offline.Clear", "offline.Reserve"], _world.Steps.Log);
    }

    [Fact]
    public async Task RunAsync_EventsThatNoFlowIsAbout_AreClearedAndIgnored()
    {
        _portal.Waiting.AddRange([new("ONCRMLEADADD", new(1), null), new("ONNOTHING", new(2), null), new("ONCRMDEALADD", null, null)]);

        await RunAsync();

        Assert.Empty(Asked);
        Assert.Equal((0, 0), (_portal.Waiting.Count, _portal.ReservedCount));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task RunAsync_NotWantedOrNotIncluded_FetchesNothing(bool wanted, bool included)
    {
        Tell(1);
        _portal.AreIncluded = included;

        await RunAsync(wanted);

        Assert.Empty(_world.Steps.Log);
    }

    [Fact]
    public async Task RestoreAsync_NotIncluded_BindsNothingAndWarnsOnce()
    {
        _portal.AreIncluded = false;
        var log = new CapturingLogger<OfflineEventBindings>();
        var bindings = new OfflineEventBindings(_portal, Some.File(Some.Projects()), Settings(true), log);

        await bindings.RestoreAsync(Some.Cancel);
        await bindings.RestoreAsync(Some.Cancel);

        Assert.Contains("rest_offline_extended", Assert.Single(log.At(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.Empty(_portal.Bound);
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 0)]
    public async Task RestoreAsync_Included_BindsWhatTheFlowsNeedWhereItIsWanted(bool wanted, int bound)
    {
        var bindings = new OfflineEventBindings(_portal, Some.File(Some.Projects()), Settings(wanted), new CapturingLogger<OfflineEventBindings>());

        await bindings.RestoreAsync(Some.Cancel);

        Assert.Equal(bound, _portal.Bound.Count);
    }

    private IEnumerable<long> Asked => _world.Queue.Enqueued.Select(sent => Assert.IsType<RecordRef.Bitrix24>(sent.Request.Record).Id.Value);

    private static IOptions<Bitrix24Options> Settings(bool wanted) => Options.Create(new Bitrix24Options { OfflineEvents = wanted });

    private void Tell(params long[] ids) => _portal.Waiting.AddRange(ids.Select(id => new OfflineEvent("ONCRMDEALUPDATE", new(id), null)));

    private Task RunAsync() => RunAsync(wanted: true);

    private Task RunAsync(bool wanted) => new OfflineEvents(
        _portal, _world.Queue, Some.File(Some.Projects()), Settings(wanted), _world.Clock, NullLogger<OfflineEvents>.Instance).RunAsync(Some.Cancel);
}
