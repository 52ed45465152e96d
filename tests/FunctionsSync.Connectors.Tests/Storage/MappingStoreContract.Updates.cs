using FunctionsSync.Core.Model;

namespace FunctionsSync.Connectors.Tests.Storage;

public abstract partial class MappingStoreContract
{
    [Fact]
    public async Task TryUpdateAsync_SameVersion_ReplacesTheRow()
    {
        var store = await CreateAsync();
        var added = await AddAsync(store, Reservation() with { SyncSource = Side.Notion, ClaimedUntil = DateTimeOffset.UnixEpoch });
        var page = NewPage();

        var updated = await store.TryUpdateAsync(
            added with { PageId = page, Baseline = BaselineOf(1), SyncSource = Side.Bitrix24, ClaimedUntil = null }, Cancelled);

        Assert.NotNull(updated);
        Assert.NotEqual(added.ETag, updated.ETag);
        Assert.Null(updated.ClaimedUntil);
        Assert.Equal(updated, await store.FindAsync(Flow, Deal, Cancelled));
        Assert.Equal(updated, await store.FindAsync(Flow, page, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_VersionItself_CanBeUpdatedAgain()
    {
        var store = await CreateAsync();
        var added = await AddAsync(store, Reservation());

        var once = await store.TryUpdateAsync(added with { SyncSource = Side.Notion }, Cancelled);
        var twice = await store.TryUpdateAsync(once! with { SyncSource = Side.Bitrix24 }, Cancelled);

        Assert.Equal(Side.Bitrix24, twice?.SyncSource);
        Assert.Equal(twice, await store.FindAsync(Flow, Deal, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_SomebodyElseWasFirst_ReturnsNullAndKeepsTheirs()
    {
        var store = await CreateAsync();
        var added = await AddAsync(store, Reservation());
        var theirs = await store.TryUpdateAsync(added with { SyncSource = Side.Notion }, Cancelled);
        var lostPage = NewPage();

        Assert.Null(await store.TryUpdateAsync(added with { SyncSource = Side.Bitrix24, PageId = lostPage }, Cancelled));

        Assert.Equal(theirs, await store.FindAsync(Flow, Deal, Cancelled));
        Assert.Null(await store.FindAsync(Flow, lostPage, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_SixteenAtOnce_ExactlyOneWins()
    {
        var store = await CreateAsync();
        var added = await AddAsync(store, Reservation() with { PageId = NewPage() });

        var updated = await Task.WhenAll(Enumerable.Range(1, 16)
            .Select(fields => Task.Run(() => store.TryUpdateAsync(added with { Baseline = BaselineOf(fields) }, Cancelled))));

        var winner = Assert.Single(updated, mapping => mapping is not null);
        Assert.Equal(winner, await store.FindAsync(Flow, Deal, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_RowIsGone_ReturnsNull()
    {
        var elsewhere = await AddAsync(await CreateAsync(), Reservation());
        var store = await CreateAsync();

        Assert.Null(await store.TryUpdateAsync(elsewhere, Cancelled));
        Assert.Null(await store.FindAsync(Flow, Deal, Cancelled));
    }

    [Fact]
    public async Task TryUpdateAsync_NeverStored_IsAnError()
    {
        var store = await CreateAsync();
        await AddAsync(store, Reservation());

        await Assert.ThrowsAsync<ArgumentException>(() => store.TryUpdateAsync(Reservation(), Cancelled));
    }
}
