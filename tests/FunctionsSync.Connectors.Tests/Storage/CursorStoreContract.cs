using FunctionsSync.Core.Ports;

namespace FunctionsSync.Connectors.Tests.Storage;

/// <summary>What every cursor store does.</summary>
public abstract class CursorStoreContract
{
    private const string Name = "notion-poll.Projects";

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract Task<ICursorStore> CreateAsync();

    [Fact]
    public async Task ReadAsync_NeverWritten_ReturnsNull()
    {
        var store = await CreateAsync();

        Assert.Null(await store.ReadAsync(Name, Cancelled));
    }

    [Theory]
    [InlineData("2026-03-01T12:30:15.1234567+03:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    [InlineData("9999-12-31T23:59:59.9999999+00:00")]
    public async Task TryWriteAsync_NewCursor_IsReadBackToTheTick(string position)
    {
        var store = await CreateAsync();
        var cursor = new Cursor(Name, DateTimeOffset.Parse(position, null));

        Assert.True(await store.TryWriteAsync(cursor, Cancelled));

        var read = await store.ReadAsync(Name, Cancelled);
        Assert.NotNull(read?.ETag);
        Assert.Equal(cursor, read with { ETag = null });
    }

    [Fact]
    public async Task TryWriteAsync_OverTheVersionRead_Moves()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new(Name, Noon), Cancelled);
        var read = await store.ReadAsync(Name, Cancelled);

        Assert.True(await store.TryWriteAsync(read! with { Position = Noon.AddMinutes(1) }, Cancelled));

        Assert.Equal(Noon.AddMinutes(1), (await store.ReadAsync(Name, Cancelled))?.Position);
    }

    [Fact]
    public async Task TryWriteAsync_SomebodyElseWasFirst_ReturnsFalseAndTheirsStands()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new(Name, Noon), Cancelled);
        var read = await store.ReadAsync(Name, Cancelled);
        await store.TryWriteAsync(read! with { Position = Noon.AddMinutes(1) }, Cancelled);

        Assert.False(await store.TryWriteAsync(read with { Position = Noon.AddMinutes(2) }, Cancelled));
        Assert.False(await store.TryWriteAsync(new(Name, Noon.AddMinutes(3)), Cancelled));

        Assert.Equal(Noon.AddMinutes(1), (await store.ReadAsync(Name, Cancelled))?.Position);
    }

    [Fact]
    public async Task TryWriteAsync_CursorIsGone_ReturnsFalse()
    {
        var elsewhere = await CreateAsync();
        await elsewhere.TryWriteAsync(new(Name, Noon), Cancelled);
        var read = await elsewhere.ReadAsync(Name, Cancelled);
        var store = await CreateAsync();

        Assert.False(await store.TryWriteAsync(read!, Cancelled));
        Assert.Null(await store.ReadAsync(Name, Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryWriteAsync_SixteenAtOnce_ExactlyOneWins(bool exists)
    {
        var store = await CreateAsync();
        var start = new Cursor(Name, Noon);
        if (exists)
        {
            await store.TryWriteAsync(start, Cancelled);
            start = (await store.ReadAsync(Name, Cancelled))!;
        }

        var positions = Enumerable.Range(1, 16).Select(minute => Noon.AddMinutes(minute)).ToList();
        var written = await Task.WhenAll(positions.Select(position =>
            Task.Run(() => store.TryWriteAsync(start with { Position = position }, Cancelled))));

        Assert.Single(written, won => won);
        Assert.Equal(positions[Array.IndexOf(written, true)], (await store.ReadAsync(Name, Cancelled))?.Position);
    }

    [Fact]
    public async Task TryWriteAsync_OtherName_IsAnotherCursor()
    {
        var store = await CreateAsync();
        await store.TryWriteAsync(new(Name, Noon), Cancelled);

        Assert.True(await store.TryWriteAsync(new("notion-poll.projects", Noon.AddDays(1)), Cancelled));

        Assert.Equal(Noon, (await store.ReadAsync(Name, Cancelled))?.Position);
    }
}
