using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every store of budgets does.</summary>
public abstract class BudgetStoreContract
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<IBudgetStore> CreateAsync();

    [Fact]
    public async Task ReadAsync_NeverWritten_ReturnsNull()
    {
        var store = await CreateAsync();

        Assert.Null(await store.ReadAsync("notion", Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_First_IsReadBackAndCanBeGoneOnFrom()
    {
        var store = await CreateAsync();

        var written = await store.TryWriteAsync(new("notion", "one"), Cancelled);

        Assert.NotNull(written?.ETag);
        Assert.Equal(written, await store.ReadAsync("notion", Cancelled));
        var next = await store.TryWriteAsync(written with { State = "two" }, Cancelled);
        Assert.NotEqual(written.ETag, next?.ETag);
        Assert.Equal(next, await store.ReadAsync("notion", Cancelled));
        Assert.Equal("two", next!.State);
    }

    [Fact]
    public async Task TryWriteAsync_SomebodyElseWasFirst_ReturnsNullAndTheirsStands()
    {
        var store = await CreateAsync();
        var read = await store.TryWriteAsync(new("notion", "one"), Cancelled);
        var theirs = await store.TryWriteAsync(read! with { State = "theirs" }, Cancelled);

        Assert.Null(await store.TryWriteAsync(read with { State = "ours" }, Cancelled));
        Assert.Null(await store.TryWriteAsync(new("notion", "ours"), Cancelled));

        Assert.Equal(theirs, await store.ReadAsync("notion", Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_ManyAtOnce_OneWins()
    {
        var store = await CreateAsync();
        var read = await store.TryWriteAsync(new("notion", "one"), Cancelled);

        var written = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => store.TryWriteAsync(read! with { State = $"{number}" }, Cancelled)));

        Assert.Equal(Assert.Single(written, one => one is not null), await store.ReadAsync("notion", Cancelled));
    }

    [Fact]
    public async Task TryWriteAsync_AnotherBudget_IsAnotherRow()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new("notion", "one"), Cancelled);

        Assert.NotNull(await store.TryWriteAsync(new("a/b #1", "two"), Cancelled));

        Assert.Equal("one", (await store.ReadAsync("notion", Cancelled))?.State);
        Assert.Equal("two", (await store.ReadAsync("a/b #1", Cancelled))?.State);
    }

    [Fact]
    public async Task TryWriteAsync_ABusyMinuteOfAFastPlan_Fits()
    {
        var store = await CreateAsync();
        var state = string.Join(',', Enumerable.Repeat("100b", 600));

        await store.TryWriteAsync(new("notion", state), Cancelled);

        Assert.Equal(state, (await store.ReadAsync("notion", Cancelled))?.State);
    }
}
