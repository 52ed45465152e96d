using FunctionsSync.Core.Mapping;
using FunctionsSync.Core.Model;
using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every store of flow states does.</summary>
public abstract class FlowStateStoreContract
{
    private static readonly FlowName Flow = new("Projects / 2026");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<IFlowStateStore> CreateAsync();

    [Fact]
    public async Task ReadAsync_NeverWritten_ReturnsNull()
    {
        var store = await CreateAsync();

        Assert.Null(await store.ReadAsync(Flow, Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_EveryPropertySet_IsReadBack()
    {
        var store = await CreateAsync();
        var state = new FlowState
        {
            Flow = Flow,
            Status = FlowStatus.Stopped,
            Reason = "Notion listed no pages where there were 12",
            Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            IsConfirmed = true,
            Scope = new Fingerprint("0123456789abcdef"),
            ComparedAt = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero),
            Bitrix24Count = 14,
            NotionCount = 12,
            DeletionsSince = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero),
            Deletions = 3,
            DeletionLimit = 45,
        };

        Assert.True(await store.TryWriteAsync(state, Cancelled));

        var read = await store.ReadAsync(Flow, Cancelled);
        Assert.NotNull(read?.ETag);
        Assert.Equal(state, read with { ETag = null });
    }

    [Fact]
    public async Task TryWriteAsync_NothingSet_IsReadBackAsRunning()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new() { Flow = Flow }, Cancelled);

        var read = await store.ReadAsync(Flow, Cancelled);

        Assert.Equal(new FlowState { Flow = Flow }, read! with { ETag = null });
        Assert.Equal(FlowStatus.Running, read.Status);
    }

    [Fact]
    public async Task TryWriteAsync_SomebodyElseWasFirst_ReturnsFalseAndTheirsStands()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new() { Flow = Flow }, Cancelled);
        var read = await store.ReadAsync(Flow, Cancelled);
        Assert.True(await store.TryWriteAsync(read! with { Status = FlowStatus.Paused }, Cancelled));

        Assert.False(await store.TryWriteAsync(read with { Status = FlowStatus.Stopped }, Cancelled));
        Assert.False(await store.TryWriteAsync(new() { Flow = Flow }, Cancelled));

        Assert.Equal(FlowStatus.Paused, (await store.ReadAsync(Flow, Cancelled))?.Status);
        Assert.Null(await store.ReadAsync(new FlowName("Others"), Cancelled));
    }
}
